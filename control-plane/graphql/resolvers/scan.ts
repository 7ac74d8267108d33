import { approvedAgainst } from '../../scans/harmless.ts';
import type { FindingClass, Resolvers, ScanReason, ScanState, ScanVerdict, Severity } from '../generated/schema.ts';
import { required } from './required.ts';

/** Scans, findings beside each item, waivers, and how registries are watched. */
export const scanResolvers: Resolvers = {
  Query: { scan: (_, { id }, { load }) => load.scan.load(id) },
  Mutation: {
    scanServer: async (_, { input }, { viewer, services }) => ({
      __typename: 'ScanServerOk',
      ...(await services.scans.request(viewer, input)),
    }),
    waiveFinding: async (_, { input }, { viewer, services }) => ({
      __typename: 'WaiveFindingOk',
      ...(await services.scans.waive(viewer, input)),
    }),
    revokeWaiver: async (_, { input }, { viewer, services }) => ({
      __typename: 'RevokeWaiverOk',
      ...(await services.scans.revokeWaiver(viewer, input)),
    }),
    setScanSettings: async (_, { input }, { viewer, services }) => ({
      __typename: 'SetScanSettingsOk',
      ...(await services.scans.setSettings(viewer, input)),
    }),
  },
  Registry: { scanSettings: ({ id }, _, { load }) => load.scanSettings.load(id) },
  Server: {
    scans: ({ id }, args, { load }) => load.scansOfServer.load({ parentId: id, args, filter: null }),
    lastScan: ({ id }, _, { load }) => load.lastScan.load(id),
  },
  Item: {
    findings: ({ id }, _, { load }) => load.findingsOfItem.load(id),
    diff: (row) => (row.approvedDigest === null || row.approvedDigest === row.digest ? null : approvedAgainst(row, row.definition)),
  },
  Scan: {
    server: ({ serverId }, _, { load }) => required(load.server.load(serverId), 'the server'),
    reason: ({ reason }) => reason as ScanReason,
    state: ({ state }) => state as ScanState,
    verdict: ({ verdict }) => verdict as ScanVerdict | null,
    findings: ({ id }, _, { load }) => load.findingsOfScan.load(id),
  },
  Finding: {
    class: (row) => row.class as FindingClass,
    severity: ({ severity }) => severity as Severity,
    item: ({ itemId }, _, { load }) => (itemId === null ? null : load.item.load(itemId)),
  },
  DefinitionChange: { severity: ({ severity }) => severity as Severity },
  DefinitionDiff: { changes: ({ changes }) => [...changes] },
  ScanSettings: {
    forbidEnablingFrom: ({ forbidEnablingFrom }) => (forbidEnablingFrom === '' ? null : (forbidEnablingFrom as Severity)),
    quarantineFrom: ({ quarantineFrom }) => (quarantineFrom === '' ? null : (quarantineFrom as Severity)),
  },
};
