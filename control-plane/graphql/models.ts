/**
 * What stands behind each type of the SDL in the resolvers. Read by `npm run codegen`: `XModel` stands for `X`,
 * `XPage` for `XConnection`.
 */
import type { AdminTokenRow } from '../admin-tokens/store.ts';
import type { ApplicationKeyRow, ApplicationRow } from '../applications/store.ts';
import type { AuditEntryRow } from '../audit/store.ts';
import type { CredentialRow } from '../credentials/store.ts';
import type { GrantRow } from '../grants/store.ts';
import type { GraphNode, GraphEdge } from '../graph/draw.ts';
import type { ApplicationGraph } from '../graph/service.ts';
import type { Change, DefinitionDiff } from '../scanner/diff/diff.ts';
import type { ShownFinding } from '../scans/service.ts';
import type { ScanRow, ScanSettingsRow, WaiverRow } from '../scans/store.ts';
import type { InvocationRow } from '../invocations/store.ts';
import type { ItemRow } from '../items/store.ts';
import type { JoinTokenRow, NodeRow } from '../nodes/store.ts';
import type { ClientRuleRow } from '../oauth/client-rules/store.ts';
import type { IssuerRow } from '../oauth/issuers/store.ts';
import type { ProviderRow } from '../oauth/providers/store.ts';
import type { UserTokenRow } from '../oauth/user-tokens/store.ts';
import type { PolicyRow } from '../policies/store.ts';
import type { ProjectRow } from '../projects/store.ts';
import type { RegistryRow } from '../registries/store.ts';
import type { ServerRow } from '../servers/store.ts';
import type { Page } from '../services/page.ts';
import type { Viewer } from '../services/viewer.ts';

/** Projects. */
export type ProjectModel = ProjectRow;
/** A page of projects. */
export type ProjectPage = Page<ProjectRow>;
/** Registries. */
export type RegistryModel = RegistryRow;
/** A page of registries. */
export type RegistryPage = Page<RegistryRow>;
/** Servers. */
export type ServerModel = ServerRow;
/** A page of servers. */
export type ServerPage = Page<ServerRow>;
/** Items. */
export type ItemModel = ItemRow;
/** A page of items. */
export type ItemPage = Page<ItemRow>;
/** Applications. */
export type ApplicationModel = ApplicationRow;
/** A page of applications. */
export type ApplicationPage = Page<ApplicationRow>;
/** Application keys. */
export type ApplicationKeyModel = ApplicationKeyRow;
/** A page of application keys. */
export type ApplicationKeyPage = Page<ApplicationKeyRow>;
/** Grants. */
export type GrantModel = GrantRow;
/** A page of grants. */
export type GrantPage = Page<GrantRow>;
/** Policies. */
export type PolicyModel = PolicyRow;
/** A page of policies. */
export type PolicyPage = Page<PolicyRow>;
/** Credentials. */
export type CredentialModel = CredentialRow;
/** A page of credentials. */
export type CredentialPage = Page<CredentialRow>;
/** Nodes. */
export type DataPlaneNodeModel = NodeRow;
/** A page of nodes. */
export type DataPlaneNodePage = Page<NodeRow>;
/** Join tokens. */
export type JoinTokenModel = JoinTokenRow;
/** A page of join tokens. */
export type JoinTokenPage = Page<JoinTokenRow>;
/** Invocations. */
export type InvocationModel = InvocationRow;
/** A page of invocations. */
export type InvocationPage = Page<InvocationRow>;
/** Audit entries. */
export type AuditEntryModel = AuditEntryRow;
/** A page of audit entries. */
export type AuditEntryPage = Page<AuditEntryRow>;
/** Admin tokens. */
export type AdminTokenModel = AdminTokenRow;
/** A page of admin tokens. */
export type AdminTokenPage = Page<AdminTokenRow>;
/** Who is asking. */
export type ViewerModel = Viewer;
/** OAuth providers. */
export type OAuthProviderModel = ProviderRow;
/** A page of OAuth providers. */
export type OAuthProviderPage = Page<ProviderRow>;
/** Users' tokens. */
export type UserTokenModel = UserTokenRow;
/** A page of users' tokens. */
export type UserTokenPage = Page<UserTokenRow>;
/** Issuers. */
export type IssuerModel = IssuerRow;
/** A page of issuers. */
export type IssuerPage = Page<IssuerRow>;
/** Client rules. */
export type OAuthClientRuleModel = ClientRuleRow;
/** A page of client rules. */
export type OAuthClientRulePage = Page<ClientRuleRow>;
/** The graph. */
export type ApplicationGraphModel = ApplicationGraph;
/** A node of the graph. */
export type GraphNodeModel = GraphNode;
/** An edge of the graph. */
export type GraphEdgeModel = GraphEdge;
/** Advice on one grant, by ids. */
export interface GrantAdviceModel {
  readonly grantId: string;
  readonly used: readonly string[];
  readonly unused: readonly string[];
}
/** A radius, by ids. */
export interface BlastRadiusModel {
  readonly reachable: readonly string[];
  readonly reached: readonly string[];
  readonly applications: readonly string[];
  readonly truncated: boolean;
}
/** Scans. */
export type ScanModel = ScanRow;
/** A page of scans. */
export type ScanPage = Page<ScanRow>;
/** Findings with their waivers. */
export type FindingModel = ShownFinding;
/** Waivers. */
export type WaiverModel = WaiverRow;
/** How a registry is watched. */
export type ScanSettingsModel = ScanSettingsRow;
/** A definition against the approved one. */
export type DefinitionDiffModel = DefinitionDiff;
/** One difference. */
export type DefinitionChangeModel = Change;
