/* eslint-disable */
// Made by `npm run codegen` from schema/graphql. Not edited by hand.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { ProjectModel, ProjectPage, RegistryModel, RegistryPage, ServerModel, ServerPage, ItemModel, ItemPage, ApplicationModel, ApplicationPage, ApplicationKeyModel, ApplicationKeyPage, GrantModel, GrantPage, PolicyModel, PolicyPage, CredentialModel, CredentialPage, DataPlaneNodeModel, DataPlaneNodePage, JoinTokenModel, JoinTokenPage, InvocationModel, InvocationPage, AuditEntryModel, AuditEntryPage, AdminTokenModel, AdminTokenPage, ViewerModel, OAuthProviderModel, OAuthProviderPage, UserTokenModel, UserTokenPage, IssuerModel, IssuerPage, OAuthClientRuleModel, OAuthClientRulePage, ApplicationGraphModel, GraphNodeModel, GraphEdgeModel, GrantAdviceModel, BlastRadiusModel, ScanModel, ScanPage, FindingModel, WaiverModel, ScanSettingsModel, DefinitionDiffModel, DefinitionChangeModel } from '../models.ts';
import type { Context } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  DateTime: { input: Date; output: Date; }
  JSON: { input: unknown; output: unknown; }
};

export type Role =
  | 'viewer'
  | 'operator'
  | 'admin'
  | 'auditor';

export type Viewer = {
  readonly __typename?: 'Viewer';
  readonly name: Scalars['String']['output'];
  readonly role: Role;
  readonly project: Maybe<Project>;
  readonly tokenId: Maybe<Scalars['ID']['output']>;
  readonly expiresAt: Maybe<Scalars['DateTime']['output']>;
};

export type AdminToken = Node & {
  readonly __typename?: 'AdminToken';
  readonly id: Scalars['ID']['output'];
  readonly name: Scalars['String']['output'];
  readonly role: Role;
  readonly project: Maybe<Project>;
  readonly prefix: Scalars['String']['output'];
  readonly state: KeyState;
  readonly createdBy: Scalars['String']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  readonly expiresAt: Maybe<Scalars['DateTime']['output']>;
  readonly revokedAt: Maybe<Scalars['DateTime']['output']>;
  readonly lastUsedAt: Maybe<Scalars['DateTime']['output']>;
};

export type AdminTokenConnection = {
  readonly __typename?: 'AdminTokenConnection';
  readonly edges: ReadonlyArray<AdminTokenEdge>;
  readonly nodes: ReadonlyArray<AdminToken>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type AdminTokenEdge = {
  readonly __typename?: 'AdminTokenEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: AdminToken;
};

export type CreateAdminTokenInput = {
  readonly name: Scalars['String']['input'];
  readonly role: Role;
  readonly projectId?: InputMaybe<Scalars['ID']['input']>;
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
};

export type CreateAdminTokenOk = Change & {
  readonly __typename?: 'CreateAdminTokenOk';
  readonly configVersion: Scalars['String']['output'];
  readonly token: AdminToken;
  readonly secret: Scalars['String']['output'];
};

export type CreateAdminTokenPayload = CreateAdminTokenOk | InvalidInput | NotFound;

export type RevokeAdminTokenInput = {
  readonly id: Scalars['ID']['input'];
};

export type RevokeAdminTokenOk = Change & {
  readonly __typename?: 'RevokeAdminTokenOk';
  readonly configVersion: Scalars['String']['output'];
  readonly token: AdminToken;
};

export type RevokeAdminTokenPayload = RevokeAdminTokenOk | NotFound;

export type ApplicationType =
  | 'agent'
  | 'ide'
  | 'service'
  | 'other';

export type Application = Node & {
  readonly __typename?: 'Application';
  readonly id: Scalars['ID']['output'];
  readonly project: Project;
  readonly name: Scalars['String']['output'];
  readonly type: ApplicationType;
  readonly owner: Maybe<Scalars['String']['output']>;
  readonly enabled: Scalars['Boolean']['output'];
  readonly requestsPerMinute: Maybe<Scalars['Int']['output']>;
  readonly maxConcurrent: Maybe<Scalars['Int']['output']>;
  readonly revision: Scalars['Int']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly keys: ApplicationKeyConnection;
  readonly grants: GrantConnection;
};

export type ApplicationKeysArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type ApplicationGrantsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type ApplicationConnection = {
  readonly __typename?: 'ApplicationConnection';
  readonly edges: ReadonlyArray<ApplicationEdge>;
  readonly nodes: ReadonlyArray<Application>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type ApplicationEdge = {
  readonly __typename?: 'ApplicationEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Application;
};

export type KeyState =
  | 'active'
  | 'expired'
  | 'revoked';

export type ApplicationKey = Node & {
  readonly __typename?: 'ApplicationKey';
  readonly id: Scalars['ID']['output'];
  readonly application: Application;
  readonly name: Scalars['String']['output'];
  readonly prefix: Scalars['String']['output'];
  readonly state: KeyState;
  readonly maySpeakForUsers: Scalars['Boolean']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  readonly expiresAt: Maybe<Scalars['DateTime']['output']>;
  readonly revokedAt: Maybe<Scalars['DateTime']['output']>;
  readonly lastUsedAt: Maybe<Scalars['DateTime']['output']>;
};

export type ApplicationKeyConnection = {
  readonly __typename?: 'ApplicationKeyConnection';
  readonly edges: ReadonlyArray<ApplicationKeyEdge>;
  readonly nodes: ReadonlyArray<ApplicationKey>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type ApplicationKeyEdge = {
  readonly __typename?: 'ApplicationKeyEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: ApplicationKey;
};

export type CreateApplicationInput = {
  readonly projectId: Scalars['ID']['input'];
  readonly name: Scalars['String']['input'];
  readonly type?: InputMaybe<ApplicationType>;
  readonly owner?: InputMaybe<Scalars['String']['input']>;
  readonly enabled?: InputMaybe<Scalars['Boolean']['input']>;
  readonly requestsPerMinute?: InputMaybe<Scalars['Int']['input']>;
  readonly maxConcurrent?: InputMaybe<Scalars['Int']['input']>;
};

export type CreateApplicationOk = Change & {
  readonly __typename?: 'CreateApplicationOk';
  readonly configVersion: Scalars['String']['output'];
  readonly application: Application;
};

export type CreateApplicationPayload = CreateApplicationOk | InvalidInput | NotFound | NameTaken;

export type UpdateApplicationInput = {
  readonly id: Scalars['ID']['input'];
  readonly expectedRevision: Scalars['Int']['input'];
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly type?: InputMaybe<ApplicationType>;
  readonly owner?: InputMaybe<Scalars['String']['input']>;
  readonly enabled?: InputMaybe<Scalars['Boolean']['input']>;
  readonly requestsPerMinute?: InputMaybe<Scalars['Int']['input']>;
  readonly maxConcurrent?: InputMaybe<Scalars['Int']['input']>;
};

export type UpdateApplicationOk = Change & {
  readonly __typename?: 'UpdateApplicationOk';
  readonly configVersion: Scalars['String']['output'];
  readonly application: Application;
};

export type UpdateApplicationPayload = UpdateApplicationOk | InvalidInput | NotFound | NameTaken | StaleRevision;

export type DeleteApplicationInput = {
  readonly id: Scalars['ID']['input'];
};

export type DeleteApplicationOk = Change & {
  readonly __typename?: 'DeleteApplicationOk';
  readonly configVersion: Scalars['String']['output'];
  readonly deletedId: Scalars['ID']['output'];
};

export type DeleteApplicationPayload = DeleteApplicationOk | NotFound;

export type CreateApplicationKeyInput = {
  readonly applicationId: Scalars['ID']['input'];
  readonly name: Scalars['String']['input'];
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  readonly maySpeakForUsers?: InputMaybe<Scalars['Boolean']['input']>;
};

export type CreateApplicationKeyOk = Change & {
  readonly __typename?: 'CreateApplicationKeyOk';
  readonly configVersion: Scalars['String']['output'];
  readonly key: ApplicationKey;
  readonly secret: Scalars['String']['output'];
};

export type CreateApplicationKeyPayload = CreateApplicationKeyOk | InvalidInput | NotFound;

export type RevokeApplicationKeyInput = {
  readonly id: Scalars['ID']['input'];
};

export type RevokeApplicationKeyOk = Change & {
  readonly __typename?: 'RevokeApplicationKeyOk';
  readonly configVersion: Scalars['String']['output'];
  readonly key: ApplicationKey;
};

export type RevokeApplicationKeyPayload = RevokeApplicationKeyOk | NotFound;

export type AuditEntry = Node & {
  readonly __typename?: 'AuditEntry';
  readonly id: Scalars['ID']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actorName: Scalars['String']['output'];
  readonly actorId: Maybe<Scalars['ID']['output']>;
  readonly role: Role;
  readonly action: Scalars['String']['output'];
  readonly kind: Scalars['String']['output'];
  readonly objectId: Scalars['ID']['output'];
  readonly objectName: Maybe<Scalars['String']['output']>;
  readonly projectId: Maybe<Scalars['ID']['output']>;
  readonly before: Maybe<Scalars['JSON']['output']>;
  readonly after: Maybe<Scalars['JSON']['output']>;
  readonly requestId: Scalars['String']['output'];
  readonly configVersion: Scalars['String']['output'];
};

export type AuditEntryConnection = {
  readonly __typename?: 'AuditEntryConnection';
  readonly edges: ReadonlyArray<AuditEntryEdge>;
  readonly nodes: ReadonlyArray<AuditEntry>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type AuditEntryEdge = {
  readonly __typename?: 'AuditEntryEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: AuditEntry;
};

export type AuditFilter = {
  readonly projectId?: InputMaybe<Scalars['ID']['input']>;
  readonly actorId?: InputMaybe<Scalars['ID']['input']>;
  readonly action?: InputMaybe<Scalars['String']['input']>;
  readonly kind?: InputMaybe<Scalars['String']['input']>;
  readonly objectId?: InputMaybe<Scalars['ID']['input']>;
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
};

export type Node = {
  readonly id: Scalars['ID']['output'];
};

export type Failure = {
  readonly message: Scalars['String']['output'];
};

export type Change = {
  readonly configVersion: Scalars['String']['output'];
};

export type PageInfo = {
  readonly __typename?: 'PageInfo';
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor: Maybe<Scalars['String']['output']>;
  readonly endCursor: Maybe<Scalars['String']['output']>;
};

export type Problem = {
  readonly __typename?: 'Problem';
  readonly field: Scalars['String']['output'];
  readonly problem: Scalars['String']['output'];
  readonly expected: Scalars['String']['output'];
};

export type InvalidInput = Failure & {
  readonly __typename?: 'InvalidInput';
  readonly message: Scalars['String']['output'];
  readonly problems: ReadonlyArray<Problem>;
};

export type NotFound = Failure & {
  readonly __typename?: 'NotFound';
  readonly message: Scalars['String']['output'];
  readonly kind: Scalars['String']['output'];
  readonly id: Scalars['ID']['output'];
};

export type NameTaken = Failure & {
  readonly __typename?: 'NameTaken';
  readonly message: Scalars['String']['output'];
  readonly name: Scalars['String']['output'];
};

export type StaleRevision = Failure & {
  readonly __typename?: 'StaleRevision';
  readonly message: Scalars['String']['output'];
  readonly currentRevision: Scalars['Int']['output'];
};

export type InUse = Failure & {
  readonly __typename?: 'InUse';
  readonly message: Scalars['String']['output'];
  readonly usedBy: ReadonlyArray<Scalars['ID']['output']>;
};

export type Query = {
  readonly __typename?: 'Query';
  readonly node: Maybe<Node>;
  readonly configVersion: Scalars['String']['output'];
  readonly awaitEnforced: Enforcement;
  readonly me: Viewer;
  readonly adminTokens: AdminTokenConnection;
  readonly applications: ApplicationConnection;
  readonly application: Maybe<Application>;
  readonly auditEntries: AuditEntryConnection;
  readonly credentials: CredentialConnection;
  readonly credential: Maybe<Credential>;
  readonly grants: GrantConnection;
  readonly grant: Maybe<Grant>;
  readonly applicationGraph: ApplicationGraph;
  readonly leastPrivilege: ReadonlyArray<GrantAdvice>;
  readonly blastRadius: BlastRadius;
  readonly invocations: InvocationConnection;
  readonly invocation: Maybe<Invocation>;
  readonly items: ItemConnection;
  readonly item: Maybe<Item>;
  readonly nodes: DataPlaneNodeConnection;
  readonly joinTokens: JoinTokenConnection;
  readonly oauthProviders: OAuthProviderConnection;
  readonly oauthProvider: Maybe<OAuthProvider>;
  readonly userTokens: UserTokenConnection;
  readonly issuers: IssuerConnection;
  readonly oauthClientRules: OAuthClientRuleConnection;
  readonly policies: PolicyConnection;
  readonly policy: Maybe<Policy>;
  readonly testPolicy: TestPolicyPayload;
  readonly projects: ProjectConnection;
  readonly project: Maybe<Project>;
  readonly registries: RegistryConnection;
  readonly registry: Maybe<Registry>;
  readonly scan: Maybe<Scan>;
  readonly servers: ServerConnection;
  readonly server: Maybe<Server>;
};

export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};

export type QueryAwaitEnforcedArgs = {
  version: Scalars['String']['input'];
  timeoutMs?: InputMaybe<Scalars['Int']['input']>;
};

export type QueryAdminTokensArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type QueryApplicationsArgs = {
  projectId: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type QueryApplicationArgs = {
  id: Scalars['ID']['input'];
};

export type QueryAuditEntriesArgs = {
  filter: InputMaybe<AuditFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type QueryCredentialsArgs = {
  projectId: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type QueryCredentialArgs = {
  id: Scalars['ID']['input'];
};

export type QueryGrantsArgs = {
  projectId: InputMaybe<Scalars['ID']['input']>;
  applicationId: InputMaybe<Scalars['ID']['input']>;
  registryId: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type QueryGrantArgs = {
  id: Scalars['ID']['input'];
};

export type QueryApplicationGraphArgs = {
  filter: InputMaybe<GraphFilter>;
  maxNodes?: InputMaybe<Scalars['Int']['input']>;
};

export type QueryLeastPrivilegeArgs = {
  applicationId: Scalars['ID']['input'];
  days?: InputMaybe<Scalars['Int']['input']>;
};

export type QueryBlastRadiusArgs = {
  input: BlastRadiusInput;
  days?: InputMaybe<Scalars['Int']['input']>;
};

export type QueryInvocationsArgs = {
  filter: InputMaybe<InvocationFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type QueryInvocationArgs = {
  id: Scalars['ID']['input'];
};

export type QueryItemsArgs = {
  serverId: InputMaybe<Scalars['ID']['input']>;
  registryId: InputMaybe<Scalars['ID']['input']>;
  type: InputMaybe<ItemType>;
  state: InputMaybe<ItemState>;
  search: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type QueryItemArgs = {
  id: Scalars['ID']['input'];
};

export type QueryNodesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type QueryJoinTokensArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type QueryOauthProvidersArgs = {
  projectId: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type QueryOauthProviderArgs = {
  id: Scalars['ID']['input'];
};

export type QueryUserTokensArgs = {
  projectId: InputMaybe<Scalars['ID']['input']>;
  providerId: InputMaybe<Scalars['ID']['input']>;
  user: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type QueryIssuersArgs = {
  projectId: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type QueryOauthClientRulesArgs = {
  projectId: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type QueryPoliciesArgs = {
  projectId: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type QueryPolicyArgs = {
  id: Scalars['ID']['input'];
};

export type QueryTestPolicyArgs = {
  input: TestPolicyInput;
};

export type QueryProjectsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type QueryProjectArgs = {
  id: InputMaybe<Scalars['ID']['input']>;
  name: InputMaybe<Scalars['String']['input']>;
};

export type QueryRegistriesArgs = {
  projectId: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type QueryRegistryArgs = {
  id: InputMaybe<Scalars['ID']['input']>;
  name: InputMaybe<Scalars['String']['input']>;
};

export type QueryScanArgs = {
  id: Scalars['ID']['input'];
};

export type QueryServersArgs = {
  registryId: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type QueryServerArgs = {
  id: Scalars['ID']['input'];
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  readonly ping: Scalars['String']['output'];
  readonly createAdminToken: CreateAdminTokenPayload;
  readonly revokeAdminToken: RevokeAdminTokenPayload;
  readonly createApplication: CreateApplicationPayload;
  readonly updateApplication: UpdateApplicationPayload;
  readonly deleteApplication: DeleteApplicationPayload;
  readonly createApplicationKey: CreateApplicationKeyPayload;
  readonly revokeApplicationKey: RevokeApplicationKeyPayload;
  readonly createCredential: CreateCredentialPayload;
  readonly rotateCredential: RotateCredentialPayload;
  readonly deleteCredential: DeleteCredentialPayload;
  readonly createGrant: CreateGrantPayload;
  readonly updateGrant: UpdateGrantPayload;
  readonly revokeGrant: RevokeGrantPayload;
  readonly setItemsEnabled: SetItemsEnabledPayload;
  readonly setItemReadOnly: SetItemReadOnlyPayload;
  readonly createNodeJoinToken: CreateNodeJoinTokenPayload;
  readonly revokeNodeJoinToken: RevokeNodeJoinTokenPayload;
  readonly createOAuthProvider: CreateOAuthProviderPayload;
  readonly updateOAuthProvider: UpdateOAuthProviderPayload;
  readonly deleteOAuthProvider: DeleteOAuthProviderPayload;
  readonly setServerProvider: SetServerProviderPayload;
  readonly putUserToken: PutUserTokenPayload;
  readonly revokeUserToken: RevokeUserTokenPayload;
  readonly createIssuer: CreateIssuerPayload;
  readonly updateIssuer: UpdateIssuerPayload;
  readonly deleteIssuer: DeleteIssuerPayload;
  readonly createOAuthClientRule: CreateOAuthClientRulePayload;
  readonly updateOAuthClientRule: UpdateOAuthClientRulePayload;
  readonly deleteOAuthClientRule: DeleteOAuthClientRulePayload;
  readonly revokeAgentTokens: RevokeAgentTokensPayload;
  readonly createPolicy: CreatePolicyPayload;
  readonly updatePolicy: UpdatePolicyPayload;
  readonly setDefaultPolicy: SetDefaultPolicyPayload;
  readonly deletePolicy: DeletePolicyPayload;
  readonly createProject: CreateProjectPayload;
  readonly updateProject: UpdateProjectPayload;
  readonly deleteProject: DeleteProjectPayload;
  readonly createRegistry: CreateRegistryPayload;
  readonly updateRegistry: UpdateRegistryPayload;
  readonly deleteRegistry: DeleteRegistryPayload;
  readonly scanServer: ScanServerPayload;
  readonly waiveFinding: WaiveFindingPayload;
  readonly revokeWaiver: RevokeWaiverPayload;
  readonly setScanSettings: SetScanSettingsPayload;
  readonly createServer: CreateServerPayload;
  readonly updateServer: UpdateServerPayload;
  readonly setServerEnabled: SetServerEnabledPayload;
  readonly deleteServer: DeleteServerPayload;
  readonly discoverServer: DiscoverServerPayload;
};

export type MutationCreateAdminTokenArgs = {
  input: CreateAdminTokenInput;
};

export type MutationRevokeAdminTokenArgs = {
  input: RevokeAdminTokenInput;
};

export type MutationCreateApplicationArgs = {
  input: CreateApplicationInput;
};

export type MutationUpdateApplicationArgs = {
  input: UpdateApplicationInput;
};

export type MutationDeleteApplicationArgs = {
  input: DeleteApplicationInput;
};

export type MutationCreateApplicationKeyArgs = {
  input: CreateApplicationKeyInput;
};

export type MutationRevokeApplicationKeyArgs = {
  input: RevokeApplicationKeyInput;
};

export type MutationCreateCredentialArgs = {
  input: CreateCredentialInput;
};

export type MutationRotateCredentialArgs = {
  input: RotateCredentialInput;
};

export type MutationDeleteCredentialArgs = {
  input: DeleteCredentialInput;
};

export type MutationCreateGrantArgs = {
  input: CreateGrantInput;
};

export type MutationUpdateGrantArgs = {
  input: UpdateGrantInput;
};

export type MutationRevokeGrantArgs = {
  input: RevokeGrantInput;
};

export type MutationSetItemsEnabledArgs = {
  input: SetItemsEnabledInput;
};

export type MutationSetItemReadOnlyArgs = {
  input: SetItemReadOnlyInput;
};

export type MutationCreateNodeJoinTokenArgs = {
  input: CreateNodeJoinTokenInput;
};

export type MutationRevokeNodeJoinTokenArgs = {
  input: RevokeNodeJoinTokenInput;
};

export type MutationCreateOAuthProviderArgs = {
  input: CreateOAuthProviderInput;
};

export type MutationUpdateOAuthProviderArgs = {
  input: UpdateOAuthProviderInput;
};

export type MutationDeleteOAuthProviderArgs = {
  input: DeleteOAuthProviderInput;
};

export type MutationSetServerProviderArgs = {
  input: SetServerProviderInput;
};

export type MutationPutUserTokenArgs = {
  input: PutUserTokenInput;
};

export type MutationRevokeUserTokenArgs = {
  input: RevokeUserTokenInput;
};

export type MutationCreateIssuerArgs = {
  input: CreateIssuerInput;
};

export type MutationUpdateIssuerArgs = {
  input: UpdateIssuerInput;
};

export type MutationDeleteIssuerArgs = {
  input: DeleteIssuerInput;
};

export type MutationCreateOAuthClientRuleArgs = {
  input: CreateOAuthClientRuleInput;
};

export type MutationUpdateOAuthClientRuleArgs = {
  input: UpdateOAuthClientRuleInput;
};

export type MutationDeleteOAuthClientRuleArgs = {
  input: DeleteOAuthClientRuleInput;
};

export type MutationRevokeAgentTokensArgs = {
  input: RevokeAgentTokensInput;
};

export type MutationCreatePolicyArgs = {
  input: CreatePolicyInput;
};

export type MutationUpdatePolicyArgs = {
  input: UpdatePolicyInput;
};

export type MutationSetDefaultPolicyArgs = {
  input: SetDefaultPolicyInput;
};

export type MutationDeletePolicyArgs = {
  input: DeletePolicyInput;
};

export type MutationCreateProjectArgs = {
  input: CreateProjectInput;
};

export type MutationUpdateProjectArgs = {
  input: UpdateProjectInput;
};

export type MutationDeleteProjectArgs = {
  input: DeleteProjectInput;
};

export type MutationCreateRegistryArgs = {
  input: CreateRegistryInput;
};

export type MutationUpdateRegistryArgs = {
  input: UpdateRegistryInput;
};

export type MutationDeleteRegistryArgs = {
  input: DeleteRegistryInput;
};

export type MutationScanServerArgs = {
  input: ScanServerInput;
};

export type MutationWaiveFindingArgs = {
  input: WaiveFindingInput;
};

export type MutationRevokeWaiverArgs = {
  input: RevokeWaiverInput;
};

export type MutationSetScanSettingsArgs = {
  input: SetScanSettingsInput;
};

export type MutationCreateServerArgs = {
  input: CreateServerInput;
};

export type MutationUpdateServerArgs = {
  input: UpdateServerInput;
};

export type MutationSetServerEnabledArgs = {
  input: SetServerEnabledInput;
};

export type MutationDeleteServerArgs = {
  input: DeleteServerInput;
};

export type MutationDiscoverServerArgs = {
  input: DiscoverServerInput;
};

export type CredentialType =
  | 'static_headers'
  | 'client_credentials';

export type Credential = Node & {
  readonly __typename?: 'Credential';
  readonly id: Scalars['ID']['output'];
  readonly project: Project;
  readonly name: Scalars['String']['output'];
  readonly type: CredentialType;
  readonly version: Scalars['Int']['output'];
  readonly headerNames: ReadonlyArray<Scalars['String']['output']>;
  readonly servers: ReadonlyArray<Server>;
  readonly revision: Scalars['Int']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  readonly rotatedAt: Scalars['DateTime']['output'];
};

export type CredentialConnection = {
  readonly __typename?: 'CredentialConnection';
  readonly edges: ReadonlyArray<CredentialEdge>;
  readonly nodes: ReadonlyArray<Credential>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type CredentialEdge = {
  readonly __typename?: 'CredentialEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Credential;
};

export type HeaderInput = {
  readonly name: Scalars['String']['input'];
  readonly value: Scalars['String']['input'];
};

export type TokenEndpointAuthMethod =
  | 'client_secret_basic'
  | 'client_secret_post';

export type ClientCredentialsInput = {
  readonly tokenEndpoint: Scalars['String']['input'];
  readonly clientId: Scalars['String']['input'];
  readonly clientSecret: Scalars['String']['input'];
  readonly authMethod?: InputMaybe<TokenEndpointAuthMethod>;
  readonly scopes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly resource?: InputMaybe<Scalars['String']['input']>;
  readonly audience?: InputMaybe<Scalars['String']['input']>;
};

export type CreateCredentialInput = {
  readonly projectId: Scalars['ID']['input'];
  readonly name: Scalars['String']['input'];
  readonly headers?: InputMaybe<ReadonlyArray<HeaderInput>>;
  readonly clientCredentials?: InputMaybe<ClientCredentialsInput>;
};

export type CreateCredentialOk = Change & {
  readonly __typename?: 'CreateCredentialOk';
  readonly configVersion: Scalars['String']['output'];
  readonly credential: Credential;
};

export type CreateCredentialPayload = CreateCredentialOk | InvalidInput | NotFound | NameTaken;

export type RotateCredentialInput = {
  readonly id: Scalars['ID']['input'];
  readonly headers?: InputMaybe<ReadonlyArray<HeaderInput>>;
  readonly clientCredentials?: InputMaybe<ClientCredentialsInput>;
};

export type RotateCredentialOk = Change & {
  readonly __typename?: 'RotateCredentialOk';
  readonly configVersion: Scalars['String']['output'];
  readonly credential: Credential;
};

export type RotateCredentialPayload = RotateCredentialOk | InvalidInput | NotFound;

export type DeleteCredentialInput = {
  readonly id: Scalars['ID']['input'];
};

export type DeleteCredentialOk = Change & {
  readonly __typename?: 'DeleteCredentialOk';
  readonly configVersion: Scalars['String']['output'];
  readonly deletedId: Scalars['ID']['output'];
};

export type DeleteCredentialPayload = DeleteCredentialOk | NotFound | InUse;

export type Grant = Node & {
  readonly __typename?: 'Grant';
  readonly id: Scalars['ID']['output'];
  readonly application: Application;
  readonly registry: Registry;
  readonly servers: Maybe<ReadonlyArray<Server>>;
  readonly items: Maybe<ReadonlyArray<Item>>;
  readonly readOnly: Scalars['Boolean']['output'];
  readonly revision: Scalars['Int']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  readonly updatedAt: Scalars['DateTime']['output'];
};

export type GrantConnection = {
  readonly __typename?: 'GrantConnection';
  readonly edges: ReadonlyArray<GrantEdge>;
  readonly nodes: ReadonlyArray<Grant>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type GrantEdge = {
  readonly __typename?: 'GrantEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Grant;
};

export type CreateGrantInput = {
  readonly applicationId: Scalars['ID']['input'];
  readonly registryId: Scalars['ID']['input'];
  readonly serverIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly itemIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly readOnly?: InputMaybe<Scalars['Boolean']['input']>;
};

export type CreateGrantOk = Change & {
  readonly __typename?: 'CreateGrantOk';
  readonly configVersion: Scalars['String']['output'];
  readonly grant: Grant;
};

export type CreateGrantPayload = CreateGrantOk | InvalidInput | NotFound;

export type UpdateGrantInput = {
  readonly id: Scalars['ID']['input'];
  readonly expectedRevision: Scalars['Int']['input'];
  readonly serverIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly itemIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly readOnly?: InputMaybe<Scalars['Boolean']['input']>;
};

export type UpdateGrantOk = Change & {
  readonly __typename?: 'UpdateGrantOk';
  readonly configVersion: Scalars['String']['output'];
  readonly grant: Grant;
};

export type UpdateGrantPayload = UpdateGrantOk | InvalidInput | NotFound | StaleRevision;

export type RevokeGrantInput = {
  readonly id: Scalars['ID']['input'];
};

export type RevokeGrantOk = Change & {
  readonly __typename?: 'RevokeGrantOk';
  readonly configVersion: Scalars['String']['output'];
  readonly revokedId: Scalars['ID']['output'];
};

export type RevokeGrantPayload = RevokeGrantOk | NotFound;

export type GraphNodeKind =
  | 'application'
  | 'user'
  | 'agent'
  | 'tool'
  | 'prompt'
  | 'resource'
  | 'resource_template';

export type GraphEdgeKind =
  | 'granted'
  | 'called'
  | 'blocked';

export type GraphNode = {
  readonly __typename?: 'GraphNode';
  readonly id: Scalars['ID']['output'];
  readonly kind: GraphNodeKind;
  readonly label: Scalars['String']['output'];
  readonly detail: Maybe<Scalars['String']['output']>;
  readonly state: Maybe<ItemState>;
};

export type GraphEdge = {
  readonly __typename?: 'GraphEdge';
  readonly from: Scalars['ID']['output'];
  readonly to: Scalars['ID']['output'];
  readonly kind: GraphEdgeKind;
  readonly calls: Scalars['Float']['output'];
  readonly errors: Scalars['Float']['output'];
  readonly blocked: Scalars['Float']['output'];
  readonly p50Ms: Maybe<Scalars['Float']['output']>;
  readonly p95Ms: Maybe<Scalars['Float']['output']>;
  readonly bytes: Scalars['Float']['output'];
  readonly firstAt: Maybe<Scalars['DateTime']['output']>;
  readonly lastAt: Maybe<Scalars['DateTime']['output']>;
};

export type ApplicationGraph = {
  readonly __typename?: 'ApplicationGraph';
  readonly nodes: ReadonlyArray<GraphNode>;
  readonly edges: ReadonlyArray<GraphEdge>;
  readonly calls: Scalars['Float']['output'];
  readonly truncated: Scalars['Boolean']['output'];
};

export type GraphFilter = {
  readonly projectId?: InputMaybe<Scalars['ID']['input']>;
  readonly applicationId?: InputMaybe<Scalars['ID']['input']>;
  readonly registryId?: InputMaybe<Scalars['ID']['input']>;
  readonly serverId?: InputMaybe<Scalars['ID']['input']>;
  readonly itemId?: InputMaybe<Scalars['ID']['input']>;
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
  readonly includeUsers?: InputMaybe<Scalars['Boolean']['input']>;
  readonly includeAgents?: InputMaybe<Scalars['Boolean']['input']>;
};

export type GrantAdvice = {
  readonly __typename?: 'GrantAdvice';
  readonly grant: Grant;
  readonly used: ReadonlyArray<Item>;
  readonly unused: ReadonlyArray<Item>;
  readonly narrowedItemIds: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
};

export type BlastRadius = {
  readonly __typename?: 'BlastRadius';
  readonly reachable: ReadonlyArray<Item>;
  readonly reached: ReadonlyArray<Item>;
  readonly applications: ReadonlyArray<Application>;
  readonly truncated: Scalars['Boolean']['output'];
};

export type BlastRadiusInput = {
  readonly keyId?: InputMaybe<Scalars['ID']['input']>;
  readonly applicationId?: InputMaybe<Scalars['ID']['input']>;
  readonly userSubject?: InputMaybe<Scalars['String']['input']>;
  readonly itemId?: InputMaybe<Scalars['ID']['input']>;
  readonly credentialId?: InputMaybe<Scalars['ID']['input']>;
};

export type InvocationOutcome =
  | 'ok'
  | 'tool_error'
  | 'refused'
  | 'blocked'
  | 'upstream_error'
  | 'cancelled'
  | 'fault';

export type InvocationRoute =
  | 'aggregated'
  | 'single';

export type Decision = {
  readonly __typename?: 'Decision';
  readonly ruleId: Scalars['String']['output'];
  readonly detectorId: Scalars['String']['output'];
  readonly family: Scalars['String']['output'];
  readonly action: GuardrailAction;
  readonly mode: GuardrailMode;
  readonly phase: GuardrailPhase;
  readonly carrier: Scalars['String']['output'];
  readonly path: Scalars['String']['output'];
  readonly start: Scalars['Int']['output'];
  readonly end: Scalars['Int']['output'];
  readonly confidence: Scalars['Float']['output'];
  readonly label: Maybe<Scalars['String']['output']>;
  readonly failed: Scalars['Boolean']['output'];
};

export type InspectedCarrier = {
  readonly __typename?: 'InspectedCarrier';
  readonly carrier: Scalars['String']['output'];
  readonly count: Scalars['Int']['output'];
  readonly bytes: Scalars['Float']['output'];
};

export type UninspectedCarrier = {
  readonly __typename?: 'UninspectedCarrier';
  readonly carrier: Scalars['String']['output'];
  readonly path: Scalars['String']['output'];
  readonly reason: Scalars['String']['output'];
};

export type Coverage = {
  readonly __typename?: 'Coverage';
  readonly inspected: ReadonlyArray<InspectedCarrier>;
  readonly uninspected: ReadonlyArray<UninspectedCarrier>;
  readonly detectors: ReadonlyArray<Scalars['String']['output']>;
};

export type CredentialUse = {
  readonly __typename?: 'CredentialUse';
  readonly mode: Scalars['String']['output'];
  readonly credentialId: Maybe<Scalars['ID']['output']>;
  readonly version: Scalars['Int']['output'];
  readonly provider: Maybe<Scalars['String']['output']>;
  readonly subject: Maybe<Scalars['String']['output']>;
  readonly tokenHash: Maybe<Scalars['String']['output']>;
};

export type Invocation = Node & {
  readonly __typename?: 'Invocation';
  readonly id: Scalars['ID']['output'];
  readonly startedAt: Scalars['DateTime']['output'];
  readonly latencyMs: Scalars['Float']['output'];
  readonly upstreamMs: Scalars['Float']['output'];
  readonly project: Maybe<Project>;
  readonly applicationId: Maybe<Scalars['ID']['output']>;
  readonly application: Maybe<Application>;
  readonly keyId: Maybe<Scalars['ID']['output']>;
  readonly key: Maybe<ApplicationKey>;
  readonly agentName: Maybe<Scalars['String']['output']>;
  readonly agentVersion: Maybe<Scalars['String']['output']>;
  readonly userSubject: Maybe<Scalars['String']['output']>;
  readonly session: Maybe<Scalars['String']['output']>;
  readonly traceId: Maybe<Scalars['String']['output']>;
  readonly registryId: Maybe<Scalars['ID']['output']>;
  readonly registry: Maybe<Registry>;
  readonly serverId: Maybe<Scalars['ID']['output']>;
  readonly server: Maybe<Server>;
  readonly itemId: Maybe<Scalars['ID']['output']>;
  readonly item: Maybe<Item>;
  readonly requestedName: Maybe<Scalars['String']['output']>;
  readonly itemDigest: Maybe<Scalars['String']['output']>;
  readonly method: Scalars['String']['output'];
  readonly outcome: InvocationOutcome;
  readonly reason: Maybe<Scalars['String']['output']>;
  readonly detail: Maybe<Scalars['String']['output']>;
  readonly requestBytes: Scalars['Float']['output'];
  readonly responseBytes: Scalars['Float']['output'];
  readonly action: GuardrailAction;
  readonly wouldBeAction: GuardrailAction;
  readonly decisions: ReadonlyArray<Decision>;
  readonly coverage: Maybe<Coverage>;
  readonly credential: Maybe<CredentialUse>;
  readonly incidentId: Maybe<Scalars['String']['output']>;
  readonly route: Maybe<InvocationRoute>;
  readonly protocolVersion: Maybe<Scalars['String']['output']>;
  readonly configVersion: Maybe<Scalars['String']['output']>;
  readonly nodeId: Scalars['ID']['output'];
  readonly dataPlaneNode: Maybe<DataPlaneNode>;
  readonly remoteAddress: Maybe<Scalars['String']['output']>;
};

export type InvocationConnection = {
  readonly __typename?: 'InvocationConnection';
  readonly edges: ReadonlyArray<InvocationEdge>;
  readonly nodes: ReadonlyArray<Invocation>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type InvocationEdge = {
  readonly __typename?: 'InvocationEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Invocation;
};

export type InvocationFilter = {
  readonly projectId?: InputMaybe<Scalars['ID']['input']>;
  readonly applicationId?: InputMaybe<Scalars['ID']['input']>;
  readonly keyId?: InputMaybe<Scalars['ID']['input']>;
  readonly registryId?: InputMaybe<Scalars['ID']['input']>;
  readonly serverId?: InputMaybe<Scalars['ID']['input']>;
  readonly itemId?: InputMaybe<Scalars['ID']['input']>;
  readonly userSubject?: InputMaybe<Scalars['String']['input']>;
  readonly agentName?: InputMaybe<Scalars['String']['input']>;
  readonly method?: InputMaybe<Scalars['String']['input']>;
  readonly outcomes?: InputMaybe<ReadonlyArray<InvocationOutcome>>;
  readonly actions?: InputMaybe<ReadonlyArray<GuardrailAction>>;
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  readonly incidentId?: InputMaybe<Scalars['String']['input']>;
  readonly traceId?: InputMaybe<Scalars['String']['input']>;
  readonly session?: InputMaybe<Scalars['String']['input']>;
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
};

export type ItemType =
  | 'tool'
  | 'prompt'
  | 'resource'
  | 'resource_template';

export type ItemState =
  | 'discovered'
  | 'enabled'
  | 'disabled'
  | 'quarantined';

export type Item = Node & {
  readonly __typename?: 'Item';
  readonly id: Scalars['ID']['output'];
  readonly server: Server;
  readonly type: ItemType;
  readonly name: Scalars['String']['output'];
  readonly aggregatedName: Scalars['String']['output'];
  readonly title: Maybe<Scalars['String']['output']>;
  readonly description: Maybe<Scalars['String']['output']>;
  readonly state: ItemState;
  readonly quarantineReason: Maybe<Scalars['String']['output']>;
  readonly definition: Scalars['JSON']['output'];
  readonly digest: Scalars['String']['output'];
  readonly approvedDefinition: Maybe<Scalars['JSON']['output']>;
  readonly approvedDigest: Maybe<Scalars['String']['output']>;
  readonly approvedBy: Maybe<Scalars['String']['output']>;
  readonly approvedAt: Maybe<Scalars['DateTime']['output']>;
  readonly readOnly: Scalars['Boolean']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  readonly lastSeenAt: Scalars['DateTime']['output'];
  readonly present: Scalars['Boolean']['output'];
  readonly revision: Scalars['Int']['output'];
  readonly findings: ReadonlyArray<Finding>;
  readonly diff: Maybe<DefinitionDiff>;
};

export type ItemConnection = {
  readonly __typename?: 'ItemConnection';
  readonly edges: ReadonlyArray<ItemEdge>;
  readonly nodes: ReadonlyArray<Item>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type ItemEdge = {
  readonly __typename?: 'ItemEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Item;
};

export type ItemChoice = {
  readonly id: Scalars['ID']['input'];
  readonly digest?: InputMaybe<Scalars['String']['input']>;
};

export type SetItemsEnabledInput = {
  readonly items: ReadonlyArray<ItemChoice>;
  readonly enabled: Scalars['Boolean']['input'];
};

export type SetItemsEnabledOk = Change & {
  readonly __typename?: 'SetItemsEnabledOk';
  readonly configVersion: Scalars['String']['output'];
  readonly items: ReadonlyArray<Item>;
};

export type DefinitionChanged = Failure & {
  readonly __typename?: 'DefinitionChanged';
  readonly message: Scalars['String']['output'];
  readonly items: ReadonlyArray<Item>;
};

export type SetItemsEnabledPayload = SetItemsEnabledOk | InvalidInput | NotFound | DefinitionChanged;

export type SetItemReadOnlyInput = {
  readonly id: Scalars['ID']['input'];
  readonly readOnly?: InputMaybe<Scalars['Boolean']['input']>;
};

export type SetItemReadOnlyOk = Change & {
  readonly __typename?: 'SetItemReadOnlyOk';
  readonly configVersion: Scalars['String']['output'];
  readonly item: Item;
};

export type SetItemReadOnlyPayload = SetItemReadOnlyOk | NotFound;

export type Rejection = {
  readonly __typename?: 'Rejection';
  readonly version: Scalars['String']['output'];
  readonly problems: ReadonlyArray<Scalars['String']['output']>;
  readonly at: Scalars['DateTime']['output'];
};

export type DataPlaneNode = Node & {
  readonly __typename?: 'DataPlaneNode';
  readonly id: Scalars['ID']['output'];
  readonly name: Scalars['String']['output'];
  readonly software: Scalars['String']['output'];
  readonly address: Maybe<Scalars['String']['output']>;
  readonly connected: Scalars['Boolean']['output'];
  readonly appliedVersion: Maybe<Scalars['String']['output']>;
  readonly appliedAt: Maybe<Scalars['DateTime']['output']>;
  readonly rejection: Maybe<Rejection>;
  readonly lastContactAt: Scalars['DateTime']['output'];
  readonly inFlight: Scalars['Int']['output'];
  readonly spooledRecords: Scalars['Float']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
};

export type DataPlaneNodeConnection = {
  readonly __typename?: 'DataPlaneNodeConnection';
  readonly edges: ReadonlyArray<DataPlaneNodeEdge>;
  readonly nodes: ReadonlyArray<DataPlaneNode>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type DataPlaneNodeEdge = {
  readonly __typename?: 'DataPlaneNodeEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: DataPlaneNode;
};

export type Enforcement = {
  readonly __typename?: 'Enforcement';
  readonly enforced: Scalars['Boolean']['output'];
  readonly version: Scalars['String']['output'];
  readonly pending: ReadonlyArray<PendingNode>;
};

export type PendingNode = {
  readonly __typename?: 'PendingNode';
  readonly id: Scalars['ID']['output'];
  readonly name: Scalars['String']['output'];
  readonly appliedVersion: Maybe<Scalars['String']['output']>;
  readonly problems: ReadonlyArray<Scalars['String']['output']>;
};

export type JoinToken = Node & {
  readonly __typename?: 'JoinToken';
  readonly id: Scalars['ID']['output'];
  readonly name: Scalars['String']['output'];
  readonly prefix: Scalars['String']['output'];
  readonly state: KeyState;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly expiresAt: Maybe<Scalars['DateTime']['output']>;
  readonly revokedAt: Maybe<Scalars['DateTime']['output']>;
};

export type JoinTokenConnection = {
  readonly __typename?: 'JoinTokenConnection';
  readonly edges: ReadonlyArray<JoinTokenEdge>;
  readonly nodes: ReadonlyArray<JoinToken>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type JoinTokenEdge = {
  readonly __typename?: 'JoinTokenEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: JoinToken;
};

export type CreateNodeJoinTokenInput = {
  readonly name: Scalars['String']['input'];
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
};

export type CreateNodeJoinTokenOk = Change & {
  readonly __typename?: 'CreateNodeJoinTokenOk';
  readonly configVersion: Scalars['String']['output'];
  readonly joinToken: JoinToken;
  readonly secret: Scalars['String']['output'];
};

export type CreateNodeJoinTokenPayload = CreateNodeJoinTokenOk | InvalidInput;

export type RevokeNodeJoinTokenInput = {
  readonly id: Scalars['ID']['input'];
};

export type RevokeNodeJoinTokenOk = Change & {
  readonly __typename?: 'RevokeNodeJoinTokenOk';
  readonly configVersion: Scalars['String']['output'];
  readonly joinToken: JoinToken;
};

export type RevokeNodeJoinTokenPayload = RevokeNodeJoinTokenOk | NotFound;

export type ClientRegistration =
  | 'manual'
  | 'metadata_document'
  | 'dynamic';

export type ClientAuthMethod =
  | 'client_secret_basic'
  | 'client_secret_post'
  | 'none';

export type BrokerGrant =
  | 'authorization_code'
  | 'token_exchange';

export type OAuthProvider = Node & {
  readonly __typename?: 'OAuthProvider';
  readonly id: Scalars['ID']['output'];
  readonly project: Project;
  readonly name: Scalars['String']['output'];
  readonly issuer: Scalars['String']['output'];
  readonly metadata: Scalars['JSON']['output'];
  readonly metadataAt: Scalars['DateTime']['output'];
  readonly registration: ClientRegistration;
  readonly clientId: Scalars['String']['output'];
  readonly hasSecret: Scalars['Boolean']['output'];
  readonly authMethod: ClientAuthMethod;
  readonly grant: BrokerGrant;
  readonly scopes: ReadonlyArray<Scalars['String']['output']>;
  readonly sendsResource: Scalars['Boolean']['output'];
  readonly authorizationParameters: ReadonlyArray<OAuthParameter>;
  readonly audience: Maybe<Scalars['String']['output']>;
  readonly subjectTokenType: Maybe<Scalars['String']['output']>;
  readonly requestedTokenType: Maybe<Scalars['String']['output']>;
  readonly revision: Scalars['Int']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  readonly updatedAt: Scalars['DateTime']['output'];
};

export type OAuthProviderConnection = {
  readonly __typename?: 'OAuthProviderConnection';
  readonly edges: ReadonlyArray<OAuthProviderEdge>;
  readonly nodes: ReadonlyArray<OAuthProvider>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type OAuthProviderEdge = {
  readonly __typename?: 'OAuthProviderEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: OAuthProvider;
};

export type OAuthParameter = {
  readonly __typename?: 'OAuthParameter';
  readonly name: Scalars['String']['output'];
  readonly value: Scalars['String']['output'];
};

export type OAuthParameterInput = {
  readonly name: Scalars['String']['input'];
  readonly value: Scalars['String']['input'];
};

export type CreateOAuthProviderInput = {
  readonly projectId: Scalars['ID']['input'];
  readonly name: Scalars['String']['input'];
  readonly issuer: Scalars['String']['input'];
  readonly registration?: InputMaybe<ClientRegistration>;
  readonly clientId?: InputMaybe<Scalars['String']['input']>;
  readonly clientSecret?: InputMaybe<Scalars['String']['input']>;
  readonly authMethod?: InputMaybe<ClientAuthMethod>;
  readonly grant?: InputMaybe<BrokerGrant>;
  readonly scopes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly sendsResource?: InputMaybe<Scalars['Boolean']['input']>;
  readonly authorizationParameters?: InputMaybe<ReadonlyArray<OAuthParameterInput>>;
  readonly audience?: InputMaybe<Scalars['String']['input']>;
  readonly subjectTokenType?: InputMaybe<Scalars['String']['input']>;
  readonly requestedTokenType?: InputMaybe<Scalars['String']['input']>;
};

export type CreateOAuthProviderOk = Change & {
  readonly __typename?: 'CreateOAuthProviderOk';
  readonly configVersion: Scalars['String']['output'];
  readonly provider: OAuthProvider;
};

export type CreateOAuthProviderPayload = CreateOAuthProviderOk | InvalidInput | NotFound | NameTaken;

export type UpdateOAuthProviderInput = {
  readonly id: Scalars['ID']['input'];
  readonly expectedRevision: Scalars['Int']['input'];
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly clientId?: InputMaybe<Scalars['String']['input']>;
  readonly clientSecret?: InputMaybe<Scalars['String']['input']>;
  readonly authMethod?: InputMaybe<ClientAuthMethod>;
  readonly scopes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly sendsResource?: InputMaybe<Scalars['Boolean']['input']>;
  readonly authorizationParameters?: InputMaybe<ReadonlyArray<OAuthParameterInput>>;
  readonly audience?: InputMaybe<Scalars['String']['input']>;
  readonly subjectTokenType?: InputMaybe<Scalars['String']['input']>;
  readonly requestedTokenType?: InputMaybe<Scalars['String']['input']>;
  readonly rediscover?: InputMaybe<Scalars['Boolean']['input']>;
};

export type UpdateOAuthProviderOk = Change & {
  readonly __typename?: 'UpdateOAuthProviderOk';
  readonly configVersion: Scalars['String']['output'];
  readonly provider: OAuthProvider;
};

export type UpdateOAuthProviderPayload = UpdateOAuthProviderOk | InvalidInput | NotFound | NameTaken | StaleRevision;

export type DeleteOAuthProviderInput = {
  readonly id: Scalars['ID']['input'];
};

export type DeleteOAuthProviderOk = Change & {
  readonly __typename?: 'DeleteOAuthProviderOk';
  readonly configVersion: Scalars['String']['output'];
  readonly deletedId: Scalars['ID']['output'];
};

export type DeleteOAuthProviderPayload = DeleteOAuthProviderOk | NotFound | InUse;

export type SetServerProviderInput = {
  readonly serverId: Scalars['ID']['input'];
  readonly providerId?: InputMaybe<Scalars['ID']['input']>;
};

export type SetServerProviderOk = Change & {
  readonly __typename?: 'SetServerProviderOk';
  readonly configVersion: Scalars['String']['output'];
  readonly server: Server;
};

export type SetServerProviderPayload = SetServerProviderOk | InvalidInput | NotFound;

export type UserTokenSource =
  | 'connected'
  | 'put'
  | 'exchanged';

export type UserTokenState =
  | 'active'
  | 'refused'
  | 'revoked';

export type UserToken = Node & {
  readonly __typename?: 'UserToken';
  readonly id: Scalars['ID']['output'];
  readonly project: Project;
  readonly provider: OAuthProvider;
  readonly user: Scalars['String']['output'];
  readonly resourceUri: Scalars['String']['output'];
  readonly source: UserTokenSource;
  readonly scopes: ReadonlyArray<Scalars['String']['output']>;
  readonly state: UserTokenState;
  readonly accountId: Maybe<Scalars['String']['output']>;
  readonly expiresAt: Maybe<Scalars['DateTime']['output']>;
  readonly version: Scalars['Int']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  readonly refreshedAt: Maybe<Scalars['DateTime']['output']>;
};

export type UserTokenConnection = {
  readonly __typename?: 'UserTokenConnection';
  readonly edges: ReadonlyArray<UserTokenEdge>;
  readonly nodes: ReadonlyArray<UserToken>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type UserTokenEdge = {
  readonly __typename?: 'UserTokenEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: UserToken;
};

export type PutUserTokenInput = {
  readonly providerId: Scalars['ID']['input'];
  readonly user: Scalars['String']['input'];
  readonly resourceUri: Scalars['String']['input'];
  readonly accessToken: Scalars['String']['input'];
  readonly refreshToken?: InputMaybe<Scalars['String']['input']>;
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  readonly scopes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type PutUserTokenOk = Change & {
  readonly __typename?: 'PutUserTokenOk';
  readonly configVersion: Scalars['String']['output'];
  readonly token: UserToken;
};

export type PutUserTokenPayload = PutUserTokenOk | InvalidInput | NotFound;

export type RevokeUserTokenInput = {
  readonly id: Scalars['ID']['input'];
};

export type RevokeUserTokenOk = Change & {
  readonly __typename?: 'RevokeUserTokenOk';
  readonly configVersion: Scalars['String']['output'];
  readonly token: UserToken;
};

export type RevokeUserTokenPayload = RevokeUserTokenOk | NotFound;

export type Issuer = Node & {
  readonly __typename?: 'Issuer';
  readonly id: Scalars['ID']['output'];
  readonly project: Project;
  readonly issuer: Scalars['String']['output'];
  readonly jwksUri: Scalars['String']['output'];
  readonly audiences: ReadonlyArray<Scalars['String']['output']>;
  readonly algorithms: ReadonlyArray<Scalars['String']['output']>;
  readonly claimMapping: Scalars['JSON']['output'];
  readonly enabled: Scalars['Boolean']['output'];
  readonly revision: Scalars['Int']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  readonly updatedAt: Scalars['DateTime']['output'];
};

export type IssuerConnection = {
  readonly __typename?: 'IssuerConnection';
  readonly edges: ReadonlyArray<IssuerEdge>;
  readonly nodes: ReadonlyArray<Issuer>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type IssuerEdge = {
  readonly __typename?: 'IssuerEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Issuer;
};

export type CreateIssuerInput = {
  readonly projectId: Scalars['ID']['input'];
  readonly issuer: Scalars['String']['input'];
  readonly jwksUri?: InputMaybe<Scalars['String']['input']>;
  readonly audiences?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly algorithms?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly claimMapping: Scalars['JSON']['input'];
  readonly enabled?: InputMaybe<Scalars['Boolean']['input']>;
};

export type CreateIssuerOk = Change & {
  readonly __typename?: 'CreateIssuerOk';
  readonly configVersion: Scalars['String']['output'];
  readonly issuer: Issuer;
};

export type CreateIssuerPayload = CreateIssuerOk | InvalidInput | NotFound | NameTaken;

export type UpdateIssuerInput = {
  readonly id: Scalars['ID']['input'];
  readonly expectedRevision: Scalars['Int']['input'];
  readonly jwksUri?: InputMaybe<Scalars['String']['input']>;
  readonly audiences?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly algorithms?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly claimMapping?: InputMaybe<Scalars['JSON']['input']>;
  readonly enabled?: InputMaybe<Scalars['Boolean']['input']>;
};

export type UpdateIssuerOk = Change & {
  readonly __typename?: 'UpdateIssuerOk';
  readonly configVersion: Scalars['String']['output'];
  readonly issuer: Issuer;
};

export type UpdateIssuerPayload = UpdateIssuerOk | InvalidInput | NotFound | StaleRevision;

export type DeleteIssuerInput = {
  readonly id: Scalars['ID']['input'];
};

export type DeleteIssuerOk = Change & {
  readonly __typename?: 'DeleteIssuerOk';
  readonly configVersion: Scalars['String']['output'];
  readonly deletedId: Scalars['ID']['output'];
};

export type DeleteIssuerPayload = DeleteIssuerOk | NotFound;

export type OAuthClientRule = Node & {
  readonly __typename?: 'OAuthClientRule';
  readonly id: Scalars['ID']['output'];
  readonly project: Project;
  readonly clientId: Scalars['String']['output'];
  readonly application: Application;
  readonly users: ReadonlyArray<Scalars['String']['output']>;
  readonly readOnly: Scalars['Boolean']['output'];
  readonly revision: Scalars['Int']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  readonly updatedAt: Scalars['DateTime']['output'];
};

export type OAuthClientRuleConnection = {
  readonly __typename?: 'OAuthClientRuleConnection';
  readonly edges: ReadonlyArray<OAuthClientRuleEdge>;
  readonly nodes: ReadonlyArray<OAuthClientRule>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type OAuthClientRuleEdge = {
  readonly __typename?: 'OAuthClientRuleEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: OAuthClientRule;
};

export type CreateOAuthClientRuleInput = {
  readonly projectId: Scalars['ID']['input'];
  readonly clientId: Scalars['String']['input'];
  readonly applicationId: Scalars['ID']['input'];
  readonly users?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly readOnly?: InputMaybe<Scalars['Boolean']['input']>;
};

export type CreateOAuthClientRuleOk = Change & {
  readonly __typename?: 'CreateOAuthClientRuleOk';
  readonly configVersion: Scalars['String']['output'];
  readonly rule: OAuthClientRule;
};

export type CreateOAuthClientRulePayload = CreateOAuthClientRuleOk | InvalidInput | NotFound | NameTaken;

export type UpdateOAuthClientRuleInput = {
  readonly id: Scalars['ID']['input'];
  readonly expectedRevision: Scalars['Int']['input'];
  readonly applicationId?: InputMaybe<Scalars['ID']['input']>;
  readonly users?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly readOnly?: InputMaybe<Scalars['Boolean']['input']>;
};

export type UpdateOAuthClientRuleOk = Change & {
  readonly __typename?: 'UpdateOAuthClientRuleOk';
  readonly configVersion: Scalars['String']['output'];
  readonly rule: OAuthClientRule;
};

export type UpdateOAuthClientRulePayload = UpdateOAuthClientRuleOk | InvalidInput | NotFound | StaleRevision;

export type DeleteOAuthClientRuleInput = {
  readonly id: Scalars['ID']['input'];
};

export type DeleteOAuthClientRuleOk = Change & {
  readonly __typename?: 'DeleteOAuthClientRuleOk';
  readonly configVersion: Scalars['String']['output'];
  readonly deletedId: Scalars['ID']['output'];
};

export type DeleteOAuthClientRulePayload = DeleteOAuthClientRuleOk | NotFound;

export type RevokeAgentTokensInput = {
  readonly clientId?: InputMaybe<Scalars['String']['input']>;
  readonly user?: InputMaybe<Scalars['String']['input']>;
};

export type RevokeAgentTokensOk = Change & {
  readonly __typename?: 'RevokeAgentTokensOk';
  readonly configVersion: Scalars['String']['output'];
  readonly target: Scalars['String']['output'];
};

export type RevokeAgentTokensPayload = RevokeAgentTokensOk | InvalidInput;

export type GuardrailAction =
  | 'allow'
  | 'redact'
  | 'block';

export type GuardrailMode =
  | 'enforce'
  | 'monitor';

export type GuardrailPhase =
  | 'request'
  | 'response'
  | 'both';

export type Redaction =
  | 'mask'
  | 'token';

export type PolicyRule = {
  readonly __typename?: 'PolicyRule';
  readonly id: Scalars['String']['output'];
  readonly match: Scalars['String']['output'];
  readonly phase: GuardrailPhase;
  readonly threshold: Scalars['Float']['output'];
  readonly action: GuardrailAction;
  readonly mode: GuardrailMode;
  readonly message: Maybe<Scalars['String']['output']>;
  readonly onFailure: GuardrailAction;
  readonly server: Maybe<Scalars['String']['output']>;
  readonly tool: Maybe<Scalars['String']['output']>;
  readonly applicationId: Maybe<Scalars['ID']['output']>;
  readonly redaction: Redaction;
};

export type PolicyRuleInput = {
  readonly id: Scalars['String']['input'];
  readonly match: Scalars['String']['input'];
  readonly phase?: InputMaybe<GuardrailPhase>;
  readonly threshold?: InputMaybe<Scalars['Float']['input']>;
  readonly action: GuardrailAction;
  readonly mode?: InputMaybe<GuardrailMode>;
  readonly message?: InputMaybe<Scalars['String']['input']>;
  readonly onFailure?: InputMaybe<GuardrailAction>;
  readonly server?: InputMaybe<Scalars['String']['input']>;
  readonly tool?: InputMaybe<Scalars['String']['input']>;
  readonly applicationId?: InputMaybe<Scalars['ID']['input']>;
  readonly redaction?: InputMaybe<Redaction>;
};

export type PatternKind =
  | 'regex'
  | 'keywords';

export type CustomPattern = {
  readonly __typename?: 'CustomPattern';
  readonly id: Scalars['String']['output'];
  readonly kind: PatternKind;
  readonly pattern: Maybe<Scalars['String']['output']>;
  readonly keywords: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly caseSensitive: Scalars['Boolean']['output'];
  readonly label: Maybe<Scalars['String']['output']>;
  readonly confidence: Scalars['Float']['output'];
};

export type CustomPatternInput = {
  readonly id: Scalars['String']['input'];
  readonly kind: PatternKind;
  readonly pattern?: InputMaybe<Scalars['String']['input']>;
  readonly keywords?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly caseSensitive?: InputMaybe<Scalars['Boolean']['input']>;
  readonly label?: InputMaybe<Scalars['String']['input']>;
  readonly confidence?: InputMaybe<Scalars['Float']['input']>;
};

export type WebhookDetector = {
  readonly __typename?: 'WebhookDetector';
  readonly id: Scalars['String']['output'];
  readonly url: Scalars['String']['output'];
  readonly phase: GuardrailPhase;
  readonly timeoutMs: Scalars['Int']['output'];
  readonly maxBytes: Scalars['Int']['output'];
};

export type WebhookDetectorInput = {
  readonly id: Scalars['String']['input'];
  readonly url: Scalars['String']['input'];
  readonly phase?: InputMaybe<GuardrailPhase>;
  readonly timeoutMs?: InputMaybe<Scalars['Int']['input']>;
  readonly maxBytes?: InputMaybe<Scalars['Int']['input']>;
};

export type TokenEntitlement = {
  readonly __typename?: 'TokenEntitlement';
  readonly server: Maybe<Scalars['String']['output']>;
  readonly tool: Maybe<Scalars['String']['output']>;
  readonly applicationId: Maybe<Scalars['ID']['output']>;
  readonly kinds: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

export type TokenEntitlementInput = {
  readonly server?: InputMaybe<Scalars['String']['input']>;
  readonly tool?: InputMaybe<Scalars['String']['input']>;
  readonly applicationId?: InputMaybe<Scalars['ID']['input']>;
  readonly kinds?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type Policy = Node & {
  readonly __typename?: 'Policy';
  readonly id: Scalars['ID']['output'];
  readonly project: Project;
  readonly name: Scalars['String']['output'];
  readonly description: Maybe<Scalars['String']['output']>;
  readonly isDefault: Scalars['Boolean']['output'];
  readonly rules: ReadonlyArray<PolicyRule>;
  readonly customPatterns: ReadonlyArray<CustomPattern>;
  readonly webhooks: ReadonlyArray<WebhookDetector>;
  readonly restore: ReadonlyArray<TokenEntitlement>;
  readonly registries: RegistryConnection;
  readonly revision: Scalars['Int']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  readonly updatedAt: Scalars['DateTime']['output'];
};

export type PolicyRegistriesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type PolicyConnection = {
  readonly __typename?: 'PolicyConnection';
  readonly edges: ReadonlyArray<PolicyEdge>;
  readonly nodes: ReadonlyArray<Policy>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type PolicyEdge = {
  readonly __typename?: 'PolicyEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Policy;
};

export type CreatePolicyInput = {
  readonly projectId: Scalars['ID']['input'];
  readonly name: Scalars['String']['input'];
  readonly description?: InputMaybe<Scalars['String']['input']>;
  readonly rules?: InputMaybe<ReadonlyArray<PolicyRuleInput>>;
  readonly customPatterns?: InputMaybe<ReadonlyArray<CustomPatternInput>>;
  readonly webhooks?: InputMaybe<ReadonlyArray<WebhookDetectorInput>>;
  readonly restore?: InputMaybe<ReadonlyArray<TokenEntitlementInput>>;
};

export type CreatePolicyOk = Change & {
  readonly __typename?: 'CreatePolicyOk';
  readonly configVersion: Scalars['String']['output'];
  readonly policy: Policy;
};

export type CreatePolicyPayload = CreatePolicyOk | InvalidInput | NotFound | NameTaken;

export type UpdatePolicyInput = {
  readonly id: Scalars['ID']['input'];
  readonly expectedRevision: Scalars['Int']['input'];
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly description?: InputMaybe<Scalars['String']['input']>;
  readonly rules?: InputMaybe<ReadonlyArray<PolicyRuleInput>>;
  readonly customPatterns?: InputMaybe<ReadonlyArray<CustomPatternInput>>;
  readonly webhooks?: InputMaybe<ReadonlyArray<WebhookDetectorInput>>;
  readonly restore?: InputMaybe<ReadonlyArray<TokenEntitlementInput>>;
};

export type UpdatePolicyOk = Change & {
  readonly __typename?: 'UpdatePolicyOk';
  readonly configVersion: Scalars['String']['output'];
  readonly policy: Policy;
};

export type UpdatePolicyPayload = UpdatePolicyOk | InvalidInput | NotFound | NameTaken | StaleRevision;

export type SetDefaultPolicyInput = {
  readonly id: Scalars['ID']['input'];
};

export type SetDefaultPolicyOk = Change & {
  readonly __typename?: 'SetDefaultPolicyOk';
  readonly configVersion: Scalars['String']['output'];
  readonly policy: Policy;
};

export type SetDefaultPolicyPayload = SetDefaultPolicyOk | NotFound;

export type DeletePolicyInput = {
  readonly id: Scalars['ID']['input'];
};

export type DeletePolicyOk = Change & {
  readonly __typename?: 'DeletePolicyOk';
  readonly configVersion: Scalars['String']['output'];
  readonly deletedId: Scalars['ID']['output'];
};

export type DeletePolicyPayload = DeletePolicyOk | NotFound | InUse;

export type TestPolicyInput = {
  readonly policyId?: InputMaybe<Scalars['ID']['input']>;
  readonly rules?: InputMaybe<ReadonlyArray<PolicyRuleInput>>;
  readonly customPatterns?: InputMaybe<ReadonlyArray<CustomPatternInput>>;
  readonly phase: GuardrailPhase;
  readonly text?: InputMaybe<Scalars['String']['input']>;
  readonly json?: InputMaybe<Scalars['JSON']['input']>;
  readonly server?: InputMaybe<Scalars['String']['input']>;
  readonly tool?: InputMaybe<Scalars['String']['input']>;
  readonly applicationId?: InputMaybe<Scalars['ID']['input']>;
  readonly inputSchema?: InputMaybe<Scalars['JSON']['input']>;
};

export type TestPolicyOk = {
  readonly __typename?: 'TestPolicyOk';
  readonly action: GuardrailAction;
  readonly wouldBeAction: GuardrailAction;
  readonly decisions: ReadonlyArray<Decision>;
  readonly result: Maybe<Scalars['JSON']['output']>;
  readonly message: Maybe<Scalars['String']['output']>;
  readonly coverage: Coverage;
};

export type TestPolicyPayload = TestPolicyOk | InvalidInput | NotFound;

export type Project = Node & {
  readonly __typename?: 'Project';
  readonly id: Scalars['ID']['output'];
  readonly name: Scalars['String']['output'];
  readonly allowedPrivateTargets: ReadonlyArray<Scalars['String']['output']>;
  readonly revision: Scalars['Int']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly registries: RegistryConnection;
  readonly applications: ApplicationConnection;
  readonly policies: PolicyConnection;
  readonly credentials: CredentialConnection;
  readonly defaultPolicy: Policy;
};

export type ProjectRegistriesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type ProjectApplicationsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type ProjectPoliciesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type ProjectCredentialsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type ProjectConnection = {
  readonly __typename?: 'ProjectConnection';
  readonly edges: ReadonlyArray<ProjectEdge>;
  readonly nodes: ReadonlyArray<Project>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type ProjectEdge = {
  readonly __typename?: 'ProjectEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Project;
};

export type CreateProjectInput = {
  readonly name: Scalars['String']['input'];
  readonly allowedPrivateTargets?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type CreateProjectOk = Change & {
  readonly __typename?: 'CreateProjectOk';
  readonly configVersion: Scalars['String']['output'];
  readonly project: Project;
};

export type CreateProjectPayload = CreateProjectOk | InvalidInput | NameTaken;

export type UpdateProjectInput = {
  readonly id: Scalars['ID']['input'];
  readonly expectedRevision: Scalars['Int']['input'];
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly allowedPrivateTargets?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type UpdateProjectOk = Change & {
  readonly __typename?: 'UpdateProjectOk';
  readonly configVersion: Scalars['String']['output'];
  readonly project: Project;
};

export type UpdateProjectPayload = UpdateProjectOk | InvalidInput | NotFound | NameTaken | StaleRevision;

export type DeleteProjectInput = {
  readonly id: Scalars['ID']['input'];
};

export type DeleteProjectOk = Change & {
  readonly __typename?: 'DeleteProjectOk';
  readonly configVersion: Scalars['String']['output'];
  readonly deletedId: Scalars['ID']['output'];
};

export type DeleteProjectPayload = DeleteProjectOk | NotFound | InUse;

export type CredentialMode =
  | 'internal'
  | 'oauth_passthrough'
  | 'token_broker';

export type Registry = Node & {
  readonly __typename?: 'Registry';
  readonly id: Scalars['ID']['output'];
  readonly name: Scalars['String']['output'];
  readonly project: Project;
  readonly enabled: Scalars['Boolean']['output'];
  readonly credentialMode: CredentialMode;
  readonly policy: Policy;
  readonly refuseAfterSilenceS: Maybe<Scalars['Int']['output']>;
  readonly recordPayloads: Scalars['Boolean']['output'];
  readonly endpointPath: Scalars['String']['output'];
  readonly endpointUrl: Maybe<Scalars['String']['output']>;
  readonly revision: Scalars['Int']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly servers: ServerConnection;
  readonly grants: GrantConnection;
  readonly scanSettings: ScanSettings;
};

export type RegistryServersArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type RegistryGrantsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type RegistryConnection = {
  readonly __typename?: 'RegistryConnection';
  readonly edges: ReadonlyArray<RegistryEdge>;
  readonly nodes: ReadonlyArray<Registry>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type RegistryEdge = {
  readonly __typename?: 'RegistryEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Registry;
};

export type CreateRegistryInput = {
  readonly projectId: Scalars['ID']['input'];
  readonly name: Scalars['String']['input'];
  readonly enabled?: InputMaybe<Scalars['Boolean']['input']>;
  readonly credentialMode?: InputMaybe<CredentialMode>;
  readonly policyId?: InputMaybe<Scalars['ID']['input']>;
  readonly refuseAfterSilenceS?: InputMaybe<Scalars['Int']['input']>;
  readonly recordPayloads?: InputMaybe<Scalars['Boolean']['input']>;
};

export type CreateRegistryOk = Change & {
  readonly __typename?: 'CreateRegistryOk';
  readonly configVersion: Scalars['String']['output'];
  readonly registry: Registry;
};

export type CreateRegistryPayload = CreateRegistryOk | InvalidInput | NotFound | NameTaken;

export type UpdateRegistryInput = {
  readonly id: Scalars['ID']['input'];
  readonly expectedRevision: Scalars['Int']['input'];
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly enabled?: InputMaybe<Scalars['Boolean']['input']>;
  readonly credentialMode?: InputMaybe<CredentialMode>;
  readonly policyId?: InputMaybe<Scalars['ID']['input']>;
  readonly refuseAfterSilenceS?: InputMaybe<Scalars['Int']['input']>;
  readonly recordPayloads?: InputMaybe<Scalars['Boolean']['input']>;
};

export type UpdateRegistryOk = Change & {
  readonly __typename?: 'UpdateRegistryOk';
  readonly configVersion: Scalars['String']['output'];
  readonly registry: Registry;
};

export type UpdateRegistryPayload = UpdateRegistryOk | InvalidInput | NotFound | NameTaken | StaleRevision;

export type DeleteRegistryInput = {
  readonly id: Scalars['ID']['input'];
};

export type DeleteRegistryOk = Change & {
  readonly __typename?: 'DeleteRegistryOk';
  readonly configVersion: Scalars['String']['output'];
  readonly deletedId: Scalars['ID']['output'];
};

export type DeleteRegistryPayload = DeleteRegistryOk | NotFound;

export type FindingClass =
  | 'attack'
  | 'exposure'
  | 'hygiene';

export type Severity =
  | 'info'
  | 'low'
  | 'medium'
  | 'high'
  | 'critical';

export type ScanState =
  | 'queued'
  | 'running'
  | 'done'
  | 'failed';

export type ScanReason =
  | 'enabled'
  | 'discovered'
  | 'requested'
  | 'scheduled'
  | 'drift'
  | 'checks_changed';

export type ScanVerdict =
  | 'clean'
  | 'findings'
  | 'incomplete';

export type Finding = Node & {
  readonly __typename?: 'Finding';
  readonly id: Scalars['ID']['output'];
  readonly check: Scalars['String']['output'];
  readonly title: Scalars['String']['output'];
  readonly class: FindingClass;
  readonly severity: Severity;
  readonly confidence: Scalars['Float']['output'];
  readonly subject: Scalars['String']['output'];
  readonly item: Maybe<Item>;
  readonly path: Scalars['String']['output'];
  readonly start: Scalars['Int']['output'];
  readonly end: Scalars['Int']['output'];
  readonly note: Scalars['String']['output'];
  readonly decoded: Maybe<Scalars['String']['output']>;
  readonly remediation: Scalars['String']['output'];
  readonly references: ReadonlyArray<Scalars['String']['output']>;
  readonly waiver: Maybe<Waiver>;
};

export type Waiver = Node & {
  readonly __typename?: 'Waiver';
  readonly id: Scalars['ID']['output'];
  readonly check: Scalars['String']['output'];
  readonly reason: Scalars['String']['output'];
  readonly author: Scalars['String']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  readonly expiresAt: Maybe<Scalars['DateTime']['output']>;
};

export type Scan = Node & {
  readonly __typename?: 'Scan';
  readonly id: Scalars['ID']['output'];
  readonly server: Server;
  readonly reason: ScanReason;
  readonly requestedBy: Scalars['String']['output'];
  readonly state: ScanState;
  readonly requestedAt: Scalars['DateTime']['output'];
  readonly finishedAt: Maybe<Scalars['DateTime']['output']>;
  readonly progress: Scalars['Int']['output'];
  readonly total: Scalars['Int']['output'];
  readonly verdict: Maybe<ScanVerdict>;
  readonly grade: Maybe<Scalars['String']['output']>;
  readonly risk: Maybe<Scalars['Int']['output']>;
  readonly riskExplanation: Maybe<Scalars['String']['output']>;
  readonly checksVersion: Maybe<Scalars['String']['output']>;
  readonly coverage: Maybe<Scalars['JSON']['output']>;
  readonly error: Maybe<Scalars['String']['output']>;
  readonly findings: ReadonlyArray<Finding>;
};

export type ScanConnection = {
  readonly __typename?: 'ScanConnection';
  readonly edges: ReadonlyArray<ScanEdge>;
  readonly nodes: ReadonlyArray<Scan>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type ScanEdge = {
  readonly __typename?: 'ScanEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Scan;
};

export type DefinitionChange = {
  readonly __typename?: 'DefinitionChange';
  readonly kind: Scalars['String']['output'];
  readonly path: Scalars['String']['output'];
  readonly severity: Severity;
  readonly note: Scalars['String']['output'];
};

export type DefinitionDiff = {
  readonly __typename?: 'DefinitionDiff';
  readonly grade: Scalars['String']['output'];
  readonly changes: ReadonlyArray<DefinitionChange>;
};

export type ScanSettings = {
  readonly __typename?: 'ScanSettings';
  readonly rescanIntervalS: Scalars['Int']['output'];
  readonly allowHarmlessChanges: Scalars['Boolean']['output'];
  readonly forbidEnablingFrom: Maybe<Severity>;
  readonly quarantineFrom: Maybe<Severity>;
};

export type ScanServerInput = {
  readonly id: Scalars['ID']['input'];
};

export type ScanServerOk = Change & {
  readonly __typename?: 'ScanServerOk';
  readonly configVersion: Scalars['String']['output'];
  readonly scan: Scan;
};

export type ScanServerPayload = ScanServerOk | NotFound;

export type WaiveFindingInput = {
  readonly findingId: Scalars['ID']['input'];
  readonly reason: Scalars['String']['input'];
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
};

export type WaiveFindingOk = Change & {
  readonly __typename?: 'WaiveFindingOk';
  readonly configVersion: Scalars['String']['output'];
  readonly waiver: Waiver;
};

export type WaiveFindingPayload = WaiveFindingOk | InvalidInput | NotFound;

export type RevokeWaiverInput = {
  readonly id: Scalars['ID']['input'];
};

export type RevokeWaiverOk = Change & {
  readonly __typename?: 'RevokeWaiverOk';
  readonly configVersion: Scalars['String']['output'];
  readonly waiver: Waiver;
};

export type RevokeWaiverPayload = RevokeWaiverOk | NotFound;

export type SetScanSettingsInput = {
  readonly registryId: Scalars['ID']['input'];
  readonly rescanIntervalS?: InputMaybe<Scalars['Int']['input']>;
  readonly allowHarmlessChanges?: InputMaybe<Scalars['Boolean']['input']>;
  readonly forbidEnablingFrom?: InputMaybe<Severity>;
  readonly quarantineFrom?: InputMaybe<Severity>;
};

export type SetScanSettingsOk = Change & {
  readonly __typename?: 'SetScanSettingsOk';
  readonly configVersion: Scalars['String']['output'];
  readonly settings: ScanSettings;
};

export type SetScanSettingsPayload = SetScanSettingsOk | InvalidInput | NotFound;

export type Transport =
  | 'streamable_http'
  | 'sse'
  | 'stdio';

export type Era =
  | 'legacy'
  | 'modern';

export type ServerLimits = {
  readonly __typename?: 'ServerLimits';
  readonly timeoutMs: Maybe<Scalars['Int']['output']>;
  readonly maxResponseBytes: Maybe<Scalars['Int']['output']>;
  readonly maxConcurrent: Maybe<Scalars['Int']['output']>;
  readonly requestsPerMinute: Maybe<Scalars['Int']['output']>;
};

export type ServerLimitsInput = {
  readonly timeoutMs?: InputMaybe<Scalars['Int']['input']>;
  readonly maxResponseBytes?: InputMaybe<Scalars['Int']['input']>;
  readonly maxConcurrent?: InputMaybe<Scalars['Int']['input']>;
  readonly requestsPerMinute?: InputMaybe<Scalars['Int']['input']>;
};

export type EnvironmentVariableInput = {
  readonly name: Scalars['String']['input'];
  readonly value: Scalars['String']['input'];
};

export type ItemCounts = {
  readonly __typename?: 'ItemCounts';
  readonly discovered: Scalars['Int']['output'];
  readonly enabled: Scalars['Int']['output'];
  readonly disabled: Scalars['Int']['output'];
  readonly quarantined: Scalars['Int']['output'];
};

export type DiscoveryReport = {
  readonly __typename?: 'DiscoveryReport';
  readonly at: Scalars['DateTime']['output'];
  readonly succeeded: Scalars['Boolean']['output'];
  readonly error: Maybe<Scalars['String']['output']>;
};

export type Server = Node & {
  readonly __typename?: 'Server';
  readonly id: Scalars['ID']['output'];
  readonly name: Scalars['String']['output'];
  readonly registry: Registry;
  readonly enabled: Scalars['Boolean']['output'];
  readonly transport: Transport;
  readonly url: Maybe<Scalars['String']['output']>;
  readonly command: ReadonlyArray<Scalars['String']['output']>;
  readonly environmentNames: ReadonlyArray<Scalars['String']['output']>;
  readonly credentialMode: Maybe<CredentialMode>;
  readonly effectiveCredentialMode: CredentialMode;
  readonly credential: Maybe<Credential>;
  readonly resourceUri: Maybe<Scalars['String']['output']>;
  readonly era: Maybe<Era>;
  readonly protocolVersion: Maybe<Scalars['String']['output']>;
  readonly softwareName: Maybe<Scalars['String']['output']>;
  readonly softwareVersion: Maybe<Scalars['String']['output']>;
  readonly limits: ServerLimits;
  readonly instructions: Maybe<Scalars['String']['output']>;
  readonly authorizationServers: ReadonlyArray<Scalars['String']['output']>;
  readonly scopes: ReadonlyArray<Scalars['String']['output']>;
  readonly endpointPath: Scalars['String']['output'];
  readonly items: ItemConnection;
  readonly itemCounts: ItemCounts;
  readonly lastDiscovery: Maybe<DiscoveryReport>;
  readonly revision: Scalars['Int']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly oauthProvider: Maybe<OAuthProvider>;
  readonly scans: ScanConnection;
  readonly lastScan: Maybe<Scan>;
};

export type ServerItemsArgs = {
  type: InputMaybe<ItemType>;
  state: InputMaybe<ItemState>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type ServerScansArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
};

export type ServerConnection = {
  readonly __typename?: 'ServerConnection';
  readonly edges: ReadonlyArray<ServerEdge>;
  readonly nodes: ReadonlyArray<Server>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type ServerEdge = {
  readonly __typename?: 'ServerEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Server;
};

export type CreateServerInput = {
  readonly registryId: Scalars['ID']['input'];
  readonly name: Scalars['String']['input'];
  readonly enabled?: InputMaybe<Scalars['Boolean']['input']>;
  readonly transport?: InputMaybe<Transport>;
  readonly url?: InputMaybe<Scalars['String']['input']>;
  readonly command?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly environment?: InputMaybe<ReadonlyArray<EnvironmentVariableInput>>;
  readonly credentialMode?: InputMaybe<CredentialMode>;
  readonly credentialId?: InputMaybe<Scalars['ID']['input']>;
  readonly resourceUri?: InputMaybe<Scalars['String']['input']>;
  readonly limits?: InputMaybe<ServerLimitsInput>;
};

export type CreateServerOk = Change & {
  readonly __typename?: 'CreateServerOk';
  readonly configVersion: Scalars['String']['output'];
  readonly server: Server;
};

export type CreateServerPayload = CreateServerOk | InvalidInput | NotFound | NameTaken;

export type UpdateServerInput = {
  readonly id: Scalars['ID']['input'];
  readonly expectedRevision: Scalars['Int']['input'];
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly enabled?: InputMaybe<Scalars['Boolean']['input']>;
  readonly url?: InputMaybe<Scalars['String']['input']>;
  readonly command?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly environment?: InputMaybe<ReadonlyArray<EnvironmentVariableInput>>;
  readonly credentialMode?: InputMaybe<CredentialMode>;
  readonly credentialId?: InputMaybe<Scalars['ID']['input']>;
  readonly resourceUri?: InputMaybe<Scalars['String']['input']>;
  readonly limits?: InputMaybe<ServerLimitsInput>;
};

export type UpdateServerOk = Change & {
  readonly __typename?: 'UpdateServerOk';
  readonly configVersion: Scalars['String']['output'];
  readonly server: Server;
};

export type UpdateServerPayload = UpdateServerOk | InvalidInput | NotFound | NameTaken | StaleRevision;

export type SetServerEnabledInput = {
  readonly id: Scalars['ID']['input'];
  readonly enabled: Scalars['Boolean']['input'];
};

export type SetServerEnabledOk = Change & {
  readonly __typename?: 'SetServerEnabledOk';
  readonly configVersion: Scalars['String']['output'];
  readonly server: Server;
};

export type SetServerEnabledPayload = SetServerEnabledOk | NotFound;

export type DeleteServerInput = {
  readonly id: Scalars['ID']['input'];
};

export type DeleteServerOk = Change & {
  readonly __typename?: 'DeleteServerOk';
  readonly configVersion: Scalars['String']['output'];
  readonly deletedId: Scalars['ID']['output'];
};

export type DeleteServerPayload = DeleteServerOk | NotFound;

export type DiscoverServerInput = {
  readonly id: Scalars['ID']['input'];
  readonly timeoutMs?: InputMaybe<Scalars['Int']['input']>;
};

export type DiscoverServerOk = Change & {
  readonly __typename?: 'DiscoverServerOk';
  readonly configVersion: Scalars['String']['output'];
  readonly server: Server;
  readonly added: ReadonlyArray<Item>;
  readonly changed: ReadonlyArray<Item>;
  readonly missing: ReadonlyArray<Item>;
  readonly incomplete: ReadonlyArray<Scalars['String']['output']>;
};

export type DiscoveryErrorCode =
  | 'unreachable'
  | 'certificate'
  | 'auth_required'
  | 'timeout'
  | 'cancelled'
  | 'too_large'
  | 'refused_by_us'
  | 'not_mcp';

export type DiscoveryError = Failure & {
  readonly __typename?: 'DiscoveryError';
  readonly message: Scalars['String']['output'];
  readonly code: DiscoveryErrorCode;
};

export type DiscoverServerPayload = DiscoverServerOk | InvalidInput | NotFound | DiscoveryError;

export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  CreateAdminTokenPayload:
    | ( Omit<CreateAdminTokenOk, 'token'> & { token: _RefType['AdminToken'] } & { __typename: 'CreateAdminTokenOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
  ;
  RevokeAdminTokenPayload:
    | ( Omit<RevokeAdminTokenOk, 'token'> & { token: _RefType['AdminToken'] } & { __typename: 'RevokeAdminTokenOk' } )
    | ( NotFound & { __typename: 'NotFound' } )
  ;
  CreateApplicationPayload:
    | ( Omit<CreateApplicationOk, 'application'> & { application: _RefType['Application'] } & { __typename: 'CreateApplicationOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
    | ( NameTaken & { __typename: 'NameTaken' } )
  ;
  UpdateApplicationPayload:
    | ( Omit<UpdateApplicationOk, 'application'> & { application: _RefType['Application'] } & { __typename: 'UpdateApplicationOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
    | ( NameTaken & { __typename: 'NameTaken' } )
    | ( StaleRevision & { __typename: 'StaleRevision' } )
  ;
  DeleteApplicationPayload:
    | ( DeleteApplicationOk & { __typename: 'DeleteApplicationOk' } )
    | ( NotFound & { __typename: 'NotFound' } )
  ;
  CreateApplicationKeyPayload:
    | ( Omit<CreateApplicationKeyOk, 'key'> & { key: _RefType['ApplicationKey'] } & { __typename: 'CreateApplicationKeyOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
  ;
  RevokeApplicationKeyPayload:
    | ( Omit<RevokeApplicationKeyOk, 'key'> & { key: _RefType['ApplicationKey'] } & { __typename: 'RevokeApplicationKeyOk' } )
    | ( NotFound & { __typename: 'NotFound' } )
  ;
  CreateCredentialPayload:
    | ( Omit<CreateCredentialOk, 'credential'> & { credential: _RefType['Credential'] } & { __typename: 'CreateCredentialOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
    | ( NameTaken & { __typename: 'NameTaken' } )
  ;
  RotateCredentialPayload:
    | ( Omit<RotateCredentialOk, 'credential'> & { credential: _RefType['Credential'] } & { __typename: 'RotateCredentialOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
  ;
  DeleteCredentialPayload:
    | ( DeleteCredentialOk & { __typename: 'DeleteCredentialOk' } )
    | ( NotFound & { __typename: 'NotFound' } )
    | ( InUse & { __typename: 'InUse' } )
  ;
  CreateGrantPayload:
    | ( Omit<CreateGrantOk, 'grant'> & { grant: _RefType['Grant'] } & { __typename: 'CreateGrantOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
  ;
  UpdateGrantPayload:
    | ( Omit<UpdateGrantOk, 'grant'> & { grant: _RefType['Grant'] } & { __typename: 'UpdateGrantOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
    | ( StaleRevision & { __typename: 'StaleRevision' } )
  ;
  RevokeGrantPayload:
    | ( RevokeGrantOk & { __typename: 'RevokeGrantOk' } )
    | ( NotFound & { __typename: 'NotFound' } )
  ;
  SetItemsEnabledPayload:
    | ( Omit<SetItemsEnabledOk, 'items'> & { items: ReadonlyArray<_RefType['Item']> } & { __typename: 'SetItemsEnabledOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
    | ( Omit<DefinitionChanged, 'items'> & { items: ReadonlyArray<_RefType['Item']> } & { __typename: 'DefinitionChanged' } )
  ;
  SetItemReadOnlyPayload:
    | ( Omit<SetItemReadOnlyOk, 'item'> & { item: _RefType['Item'] } & { __typename: 'SetItemReadOnlyOk' } )
    | ( NotFound & { __typename: 'NotFound' } )
  ;
  CreateNodeJoinTokenPayload:
    | ( Omit<CreateNodeJoinTokenOk, 'joinToken'> & { joinToken: _RefType['JoinToken'] } & { __typename: 'CreateNodeJoinTokenOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
  ;
  RevokeNodeJoinTokenPayload:
    | ( Omit<RevokeNodeJoinTokenOk, 'joinToken'> & { joinToken: _RefType['JoinToken'] } & { __typename: 'RevokeNodeJoinTokenOk' } )
    | ( NotFound & { __typename: 'NotFound' } )
  ;
  CreateOAuthProviderPayload:
    | ( Omit<CreateOAuthProviderOk, 'provider'> & { provider: _RefType['OAuthProvider'] } & { __typename: 'CreateOAuthProviderOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
    | ( NameTaken & { __typename: 'NameTaken' } )
  ;
  UpdateOAuthProviderPayload:
    | ( Omit<UpdateOAuthProviderOk, 'provider'> & { provider: _RefType['OAuthProvider'] } & { __typename: 'UpdateOAuthProviderOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
    | ( NameTaken & { __typename: 'NameTaken' } )
    | ( StaleRevision & { __typename: 'StaleRevision' } )
  ;
  DeleteOAuthProviderPayload:
    | ( DeleteOAuthProviderOk & { __typename: 'DeleteOAuthProviderOk' } )
    | ( NotFound & { __typename: 'NotFound' } )
    | ( InUse & { __typename: 'InUse' } )
  ;
  SetServerProviderPayload:
    | ( Omit<SetServerProviderOk, 'server'> & { server: _RefType['Server'] } & { __typename: 'SetServerProviderOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
  ;
  PutUserTokenPayload:
    | ( Omit<PutUserTokenOk, 'token'> & { token: _RefType['UserToken'] } & { __typename: 'PutUserTokenOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
  ;
  RevokeUserTokenPayload:
    | ( Omit<RevokeUserTokenOk, 'token'> & { token: _RefType['UserToken'] } & { __typename: 'RevokeUserTokenOk' } )
    | ( NotFound & { __typename: 'NotFound' } )
  ;
  CreateIssuerPayload:
    | ( Omit<CreateIssuerOk, 'issuer'> & { issuer: _RefType['Issuer'] } & { __typename: 'CreateIssuerOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
    | ( NameTaken & { __typename: 'NameTaken' } )
  ;
  UpdateIssuerPayload:
    | ( Omit<UpdateIssuerOk, 'issuer'> & { issuer: _RefType['Issuer'] } & { __typename: 'UpdateIssuerOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
    | ( StaleRevision & { __typename: 'StaleRevision' } )
  ;
  DeleteIssuerPayload:
    | ( DeleteIssuerOk & { __typename: 'DeleteIssuerOk' } )
    | ( NotFound & { __typename: 'NotFound' } )
  ;
  CreateOAuthClientRulePayload:
    | ( Omit<CreateOAuthClientRuleOk, 'rule'> & { rule: _RefType['OAuthClientRule'] } & { __typename: 'CreateOAuthClientRuleOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
    | ( NameTaken & { __typename: 'NameTaken' } )
  ;
  UpdateOAuthClientRulePayload:
    | ( Omit<UpdateOAuthClientRuleOk, 'rule'> & { rule: _RefType['OAuthClientRule'] } & { __typename: 'UpdateOAuthClientRuleOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
    | ( StaleRevision & { __typename: 'StaleRevision' } )
  ;
  DeleteOAuthClientRulePayload:
    | ( DeleteOAuthClientRuleOk & { __typename: 'DeleteOAuthClientRuleOk' } )
    | ( NotFound & { __typename: 'NotFound' } )
  ;
  RevokeAgentTokensPayload:
    | ( RevokeAgentTokensOk & { __typename: 'RevokeAgentTokensOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
  ;
  CreatePolicyPayload:
    | ( Omit<CreatePolicyOk, 'policy'> & { policy: _RefType['Policy'] } & { __typename: 'CreatePolicyOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
    | ( NameTaken & { __typename: 'NameTaken' } )
  ;
  UpdatePolicyPayload:
    | ( Omit<UpdatePolicyOk, 'policy'> & { policy: _RefType['Policy'] } & { __typename: 'UpdatePolicyOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
    | ( NameTaken & { __typename: 'NameTaken' } )
    | ( StaleRevision & { __typename: 'StaleRevision' } )
  ;
  SetDefaultPolicyPayload:
    | ( Omit<SetDefaultPolicyOk, 'policy'> & { policy: _RefType['Policy'] } & { __typename: 'SetDefaultPolicyOk' } )
    | ( NotFound & { __typename: 'NotFound' } )
  ;
  DeletePolicyPayload:
    | ( DeletePolicyOk & { __typename: 'DeletePolicyOk' } )
    | ( NotFound & { __typename: 'NotFound' } )
    | ( InUse & { __typename: 'InUse' } )
  ;
  TestPolicyPayload:
    | ( TestPolicyOk & { __typename: 'TestPolicyOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
  ;
  CreateProjectPayload:
    | ( Omit<CreateProjectOk, 'project'> & { project: _RefType['Project'] } & { __typename: 'CreateProjectOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NameTaken & { __typename: 'NameTaken' } )
  ;
  UpdateProjectPayload:
    | ( Omit<UpdateProjectOk, 'project'> & { project: _RefType['Project'] } & { __typename: 'UpdateProjectOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
    | ( NameTaken & { __typename: 'NameTaken' } )
    | ( StaleRevision & { __typename: 'StaleRevision' } )
  ;
  DeleteProjectPayload:
    | ( DeleteProjectOk & { __typename: 'DeleteProjectOk' } )
    | ( NotFound & { __typename: 'NotFound' } )
    | ( InUse & { __typename: 'InUse' } )
  ;
  CreateRegistryPayload:
    | ( Omit<CreateRegistryOk, 'registry'> & { registry: _RefType['Registry'] } & { __typename: 'CreateRegistryOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
    | ( NameTaken & { __typename: 'NameTaken' } )
  ;
  UpdateRegistryPayload:
    | ( Omit<UpdateRegistryOk, 'registry'> & { registry: _RefType['Registry'] } & { __typename: 'UpdateRegistryOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
    | ( NameTaken & { __typename: 'NameTaken' } )
    | ( StaleRevision & { __typename: 'StaleRevision' } )
  ;
  DeleteRegistryPayload:
    | ( DeleteRegistryOk & { __typename: 'DeleteRegistryOk' } )
    | ( NotFound & { __typename: 'NotFound' } )
  ;
  ScanServerPayload:
    | ( Omit<ScanServerOk, 'scan'> & { scan: _RefType['Scan'] } & { __typename: 'ScanServerOk' } )
    | ( NotFound & { __typename: 'NotFound' } )
  ;
  WaiveFindingPayload:
    | ( Omit<WaiveFindingOk, 'waiver'> & { waiver: _RefType['Waiver'] } & { __typename: 'WaiveFindingOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
  ;
  RevokeWaiverPayload:
    | ( Omit<RevokeWaiverOk, 'waiver'> & { waiver: _RefType['Waiver'] } & { __typename: 'RevokeWaiverOk' } )
    | ( NotFound & { __typename: 'NotFound' } )
  ;
  SetScanSettingsPayload:
    | ( Omit<SetScanSettingsOk, 'settings'> & { settings: _RefType['ScanSettings'] } & { __typename: 'SetScanSettingsOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
  ;
  CreateServerPayload:
    | ( Omit<CreateServerOk, 'server'> & { server: _RefType['Server'] } & { __typename: 'CreateServerOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
    | ( NameTaken & { __typename: 'NameTaken' } )
  ;
  UpdateServerPayload:
    | ( Omit<UpdateServerOk, 'server'> & { server: _RefType['Server'] } & { __typename: 'UpdateServerOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
    | ( NameTaken & { __typename: 'NameTaken' } )
    | ( StaleRevision & { __typename: 'StaleRevision' } )
  ;
  SetServerEnabledPayload:
    | ( Omit<SetServerEnabledOk, 'server'> & { server: _RefType['Server'] } & { __typename: 'SetServerEnabledOk' } )
    | ( NotFound & { __typename: 'NotFound' } )
  ;
  DeleteServerPayload:
    | ( DeleteServerOk & { __typename: 'DeleteServerOk' } )
    | ( NotFound & { __typename: 'NotFound' } )
  ;
  DiscoverServerPayload:
    | ( Omit<DiscoverServerOk, 'server' | 'added' | 'changed' | 'missing'> & { server: _RefType['Server'], added: ReadonlyArray<_RefType['Item']>, changed: ReadonlyArray<_RefType['Item']>, missing: ReadonlyArray<_RefType['Item']> } & { __typename: 'DiscoverServerOk' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
    | ( DiscoveryError & { __typename: 'DiscoveryError' } )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( AdminTokenModel & { __typename: 'AdminToken' } )
    | ( ApplicationModel & { __typename: 'Application' } )
    | ( ApplicationKeyModel & { __typename: 'ApplicationKey' } )
    | ( AuditEntryModel & { __typename: 'AuditEntry' } )
    | ( CredentialModel & { __typename: 'Credential' } )
    | ( GrantModel & { __typename: 'Grant' } )
    | ( InvocationModel & { __typename: 'Invocation' } )
    | ( ItemModel & { __typename: 'Item' } )
    | ( DataPlaneNodeModel & { __typename: 'DataPlaneNode' } )
    | ( JoinTokenModel & { __typename: 'JoinToken' } )
    | ( OAuthProviderModel & { __typename: 'OAuthProvider' } )
    | ( UserTokenModel & { __typename: 'UserToken' } )
    | ( IssuerModel & { __typename: 'Issuer' } )
    | ( OAuthClientRuleModel & { __typename: 'OAuthClientRule' } )
    | ( PolicyModel & { __typename: 'Policy' } )
    | ( ProjectModel & { __typename: 'Project' } )
    | ( RegistryModel & { __typename: 'Registry' } )
    | ( FindingModel & { __typename: 'Finding' } )
    | ( WaiverModel & { __typename: 'Waiver' } )
    | ( ScanModel & { __typename: 'Scan' } )
    | ( ServerModel & { __typename: 'Server' } )
  ;
  Failure:
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotFound & { __typename: 'NotFound' } )
    | ( NameTaken & { __typename: 'NameTaken' } )
    | ( StaleRevision & { __typename: 'StaleRevision' } )
    | ( InUse & { __typename: 'InUse' } )
    | ( Omit<DefinitionChanged, 'items'> & { items: ReadonlyArray<_RefType['Item']> } & { __typename: 'DefinitionChanged' } )
    | ( DiscoveryError & { __typename: 'DiscoveryError' } )
  ;
  Change:
    | ( Omit<CreateAdminTokenOk, 'token'> & { token: _RefType['AdminToken'] } & { __typename: 'CreateAdminTokenOk' } )
    | ( Omit<RevokeAdminTokenOk, 'token'> & { token: _RefType['AdminToken'] } & { __typename: 'RevokeAdminTokenOk' } )
    | ( Omit<CreateApplicationOk, 'application'> & { application: _RefType['Application'] } & { __typename: 'CreateApplicationOk' } )
    | ( Omit<UpdateApplicationOk, 'application'> & { application: _RefType['Application'] } & { __typename: 'UpdateApplicationOk' } )
    | ( DeleteApplicationOk & { __typename: 'DeleteApplicationOk' } )
    | ( Omit<CreateApplicationKeyOk, 'key'> & { key: _RefType['ApplicationKey'] } & { __typename: 'CreateApplicationKeyOk' } )
    | ( Omit<RevokeApplicationKeyOk, 'key'> & { key: _RefType['ApplicationKey'] } & { __typename: 'RevokeApplicationKeyOk' } )
    | ( Omit<CreateCredentialOk, 'credential'> & { credential: _RefType['Credential'] } & { __typename: 'CreateCredentialOk' } )
    | ( Omit<RotateCredentialOk, 'credential'> & { credential: _RefType['Credential'] } & { __typename: 'RotateCredentialOk' } )
    | ( DeleteCredentialOk & { __typename: 'DeleteCredentialOk' } )
    | ( Omit<CreateGrantOk, 'grant'> & { grant: _RefType['Grant'] } & { __typename: 'CreateGrantOk' } )
    | ( Omit<UpdateGrantOk, 'grant'> & { grant: _RefType['Grant'] } & { __typename: 'UpdateGrantOk' } )
    | ( RevokeGrantOk & { __typename: 'RevokeGrantOk' } )
    | ( Omit<SetItemsEnabledOk, 'items'> & { items: ReadonlyArray<_RefType['Item']> } & { __typename: 'SetItemsEnabledOk' } )
    | ( Omit<SetItemReadOnlyOk, 'item'> & { item: _RefType['Item'] } & { __typename: 'SetItemReadOnlyOk' } )
    | ( Omit<CreateNodeJoinTokenOk, 'joinToken'> & { joinToken: _RefType['JoinToken'] } & { __typename: 'CreateNodeJoinTokenOk' } )
    | ( Omit<RevokeNodeJoinTokenOk, 'joinToken'> & { joinToken: _RefType['JoinToken'] } & { __typename: 'RevokeNodeJoinTokenOk' } )
    | ( Omit<CreateOAuthProviderOk, 'provider'> & { provider: _RefType['OAuthProvider'] } & { __typename: 'CreateOAuthProviderOk' } )
    | ( Omit<UpdateOAuthProviderOk, 'provider'> & { provider: _RefType['OAuthProvider'] } & { __typename: 'UpdateOAuthProviderOk' } )
    | ( DeleteOAuthProviderOk & { __typename: 'DeleteOAuthProviderOk' } )
    | ( Omit<SetServerProviderOk, 'server'> & { server: _RefType['Server'] } & { __typename: 'SetServerProviderOk' } )
    | ( Omit<PutUserTokenOk, 'token'> & { token: _RefType['UserToken'] } & { __typename: 'PutUserTokenOk' } )
    | ( Omit<RevokeUserTokenOk, 'token'> & { token: _RefType['UserToken'] } & { __typename: 'RevokeUserTokenOk' } )
    | ( Omit<CreateIssuerOk, 'issuer'> & { issuer: _RefType['Issuer'] } & { __typename: 'CreateIssuerOk' } )
    | ( Omit<UpdateIssuerOk, 'issuer'> & { issuer: _RefType['Issuer'] } & { __typename: 'UpdateIssuerOk' } )
    | ( DeleteIssuerOk & { __typename: 'DeleteIssuerOk' } )
    | ( Omit<CreateOAuthClientRuleOk, 'rule'> & { rule: _RefType['OAuthClientRule'] } & { __typename: 'CreateOAuthClientRuleOk' } )
    | ( Omit<UpdateOAuthClientRuleOk, 'rule'> & { rule: _RefType['OAuthClientRule'] } & { __typename: 'UpdateOAuthClientRuleOk' } )
    | ( DeleteOAuthClientRuleOk & { __typename: 'DeleteOAuthClientRuleOk' } )
    | ( RevokeAgentTokensOk & { __typename: 'RevokeAgentTokensOk' } )
    | ( Omit<CreatePolicyOk, 'policy'> & { policy: _RefType['Policy'] } & { __typename: 'CreatePolicyOk' } )
    | ( Omit<UpdatePolicyOk, 'policy'> & { policy: _RefType['Policy'] } & { __typename: 'UpdatePolicyOk' } )
    | ( Omit<SetDefaultPolicyOk, 'policy'> & { policy: _RefType['Policy'] } & { __typename: 'SetDefaultPolicyOk' } )
    | ( DeletePolicyOk & { __typename: 'DeletePolicyOk' } )
    | ( Omit<CreateProjectOk, 'project'> & { project: _RefType['Project'] } & { __typename: 'CreateProjectOk' } )
    | ( Omit<UpdateProjectOk, 'project'> & { project: _RefType['Project'] } & { __typename: 'UpdateProjectOk' } )
    | ( DeleteProjectOk & { __typename: 'DeleteProjectOk' } )
    | ( Omit<CreateRegistryOk, 'registry'> & { registry: _RefType['Registry'] } & { __typename: 'CreateRegistryOk' } )
    | ( Omit<UpdateRegistryOk, 'registry'> & { registry: _RefType['Registry'] } & { __typename: 'UpdateRegistryOk' } )
    | ( DeleteRegistryOk & { __typename: 'DeleteRegistryOk' } )
    | ( Omit<ScanServerOk, 'scan'> & { scan: _RefType['Scan'] } & { __typename: 'ScanServerOk' } )
    | ( Omit<WaiveFindingOk, 'waiver'> & { waiver: _RefType['Waiver'] } & { __typename: 'WaiveFindingOk' } )
    | ( Omit<RevokeWaiverOk, 'waiver'> & { waiver: _RefType['Waiver'] } & { __typename: 'RevokeWaiverOk' } )
    | ( Omit<SetScanSettingsOk, 'settings'> & { settings: _RefType['ScanSettings'] } & { __typename: 'SetScanSettingsOk' } )
    | ( Omit<CreateServerOk, 'server'> & { server: _RefType['Server'] } & { __typename: 'CreateServerOk' } )
    | ( Omit<UpdateServerOk, 'server'> & { server: _RefType['Server'] } & { __typename: 'UpdateServerOk' } )
    | ( Omit<SetServerEnabledOk, 'server'> & { server: _RefType['Server'] } & { __typename: 'SetServerEnabledOk' } )
    | ( DeleteServerOk & { __typename: 'DeleteServerOk' } )
    | ( Omit<DiscoverServerOk, 'server' | 'added' | 'changed' | 'missing'> & { server: _RefType['Server'], added: ReadonlyArray<_RefType['Item']>, changed: ReadonlyArray<_RefType['Item']>, missing: ReadonlyArray<_RefType['Item']> } & { __typename: 'DiscoverServerOk' } )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Role: ResolverTypeWrapper<Role>;
  Viewer: ResolverTypeWrapper<ViewerModel>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AdminToken: ResolverTypeWrapper<AdminTokenModel>;
  AdminTokenConnection: ResolverTypeWrapper<AdminTokenPage>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  AdminTokenEdge: ResolverTypeWrapper<Omit<AdminTokenEdge, 'node'> & { node: ResolversTypes['AdminToken'] }>;
  CreateAdminTokenInput: CreateAdminTokenInput;
  CreateAdminTokenOk: ResolverTypeWrapper<Omit<CreateAdminTokenOk, 'token'> & { token: ResolversTypes['AdminToken'] }>;
  CreateAdminTokenPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateAdminTokenPayload']>;
  RevokeAdminTokenInput: RevokeAdminTokenInput;
  RevokeAdminTokenOk: ResolverTypeWrapper<Omit<RevokeAdminTokenOk, 'token'> & { token: ResolversTypes['AdminToken'] }>;
  RevokeAdminTokenPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RevokeAdminTokenPayload']>;
  ApplicationType: ResolverTypeWrapper<ApplicationType>;
  Application: ResolverTypeWrapper<ApplicationModel>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  ApplicationConnection: ResolverTypeWrapper<ApplicationPage>;
  ApplicationEdge: ResolverTypeWrapper<Omit<ApplicationEdge, 'node'> & { node: ResolversTypes['Application'] }>;
  KeyState: ResolverTypeWrapper<KeyState>;
  ApplicationKey: ResolverTypeWrapper<ApplicationKeyModel>;
  ApplicationKeyConnection: ResolverTypeWrapper<ApplicationKeyPage>;
  ApplicationKeyEdge: ResolverTypeWrapper<Omit<ApplicationKeyEdge, 'node'> & { node: ResolversTypes['ApplicationKey'] }>;
  CreateApplicationInput: CreateApplicationInput;
  CreateApplicationOk: ResolverTypeWrapper<Omit<CreateApplicationOk, 'application'> & { application: ResolversTypes['Application'] }>;
  CreateApplicationPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateApplicationPayload']>;
  UpdateApplicationInput: UpdateApplicationInput;
  UpdateApplicationOk: ResolverTypeWrapper<Omit<UpdateApplicationOk, 'application'> & { application: ResolversTypes['Application'] }>;
  UpdateApplicationPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateApplicationPayload']>;
  DeleteApplicationInput: DeleteApplicationInput;
  DeleteApplicationOk: ResolverTypeWrapper<DeleteApplicationOk>;
  DeleteApplicationPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeleteApplicationPayload']>;
  CreateApplicationKeyInput: CreateApplicationKeyInput;
  CreateApplicationKeyOk: ResolverTypeWrapper<Omit<CreateApplicationKeyOk, 'key'> & { key: ResolversTypes['ApplicationKey'] }>;
  CreateApplicationKeyPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateApplicationKeyPayload']>;
  RevokeApplicationKeyInput: RevokeApplicationKeyInput;
  RevokeApplicationKeyOk: ResolverTypeWrapper<Omit<RevokeApplicationKeyOk, 'key'> & { key: ResolversTypes['ApplicationKey'] }>;
  RevokeApplicationKeyPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RevokeApplicationKeyPayload']>;
  AuditEntry: ResolverTypeWrapper<AuditEntryModel>;
  AuditEntryConnection: ResolverTypeWrapper<AuditEntryPage>;
  AuditEntryEdge: ResolverTypeWrapper<Omit<AuditEntryEdge, 'node'> & { node: ResolversTypes['AuditEntry'] }>;
  AuditFilter: AuditFilter;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  Failure: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Failure']>;
  Change: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Change']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Problem: ResolverTypeWrapper<Problem>;
  InvalidInput: ResolverTypeWrapper<InvalidInput>;
  NotFound: ResolverTypeWrapper<NotFound>;
  NameTaken: ResolverTypeWrapper<NameTaken>;
  StaleRevision: ResolverTypeWrapper<StaleRevision>;
  InUse: ResolverTypeWrapper<InUse>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  CredentialType: ResolverTypeWrapper<CredentialType>;
  Credential: ResolverTypeWrapper<CredentialModel>;
  CredentialConnection: ResolverTypeWrapper<CredentialPage>;
  CredentialEdge: ResolverTypeWrapper<Omit<CredentialEdge, 'node'> & { node: ResolversTypes['Credential'] }>;
  HeaderInput: HeaderInput;
  TokenEndpointAuthMethod: ResolverTypeWrapper<TokenEndpointAuthMethod>;
  ClientCredentialsInput: ClientCredentialsInput;
  CreateCredentialInput: CreateCredentialInput;
  CreateCredentialOk: ResolverTypeWrapper<Omit<CreateCredentialOk, 'credential'> & { credential: ResolversTypes['Credential'] }>;
  CreateCredentialPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateCredentialPayload']>;
  RotateCredentialInput: RotateCredentialInput;
  RotateCredentialOk: ResolverTypeWrapper<Omit<RotateCredentialOk, 'credential'> & { credential: ResolversTypes['Credential'] }>;
  RotateCredentialPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RotateCredentialPayload']>;
  DeleteCredentialInput: DeleteCredentialInput;
  DeleteCredentialOk: ResolverTypeWrapper<DeleteCredentialOk>;
  DeleteCredentialPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeleteCredentialPayload']>;
  Grant: ResolverTypeWrapper<GrantModel>;
  GrantConnection: ResolverTypeWrapper<GrantPage>;
  GrantEdge: ResolverTypeWrapper<Omit<GrantEdge, 'node'> & { node: ResolversTypes['Grant'] }>;
  CreateGrantInput: CreateGrantInput;
  CreateGrantOk: ResolverTypeWrapper<Omit<CreateGrantOk, 'grant'> & { grant: ResolversTypes['Grant'] }>;
  CreateGrantPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateGrantPayload']>;
  UpdateGrantInput: UpdateGrantInput;
  UpdateGrantOk: ResolverTypeWrapper<Omit<UpdateGrantOk, 'grant'> & { grant: ResolversTypes['Grant'] }>;
  UpdateGrantPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateGrantPayload']>;
  RevokeGrantInput: RevokeGrantInput;
  RevokeGrantOk: ResolverTypeWrapper<RevokeGrantOk>;
  RevokeGrantPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RevokeGrantPayload']>;
  GraphNodeKind: ResolverTypeWrapper<GraphNodeKind>;
  GraphEdgeKind: ResolverTypeWrapper<GraphEdgeKind>;
  GraphNode: ResolverTypeWrapper<GraphNodeModel>;
  GraphEdge: ResolverTypeWrapper<GraphEdgeModel>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  ApplicationGraph: ResolverTypeWrapper<ApplicationGraphModel>;
  GraphFilter: GraphFilter;
  GrantAdvice: ResolverTypeWrapper<GrantAdviceModel>;
  BlastRadius: ResolverTypeWrapper<BlastRadiusModel>;
  BlastRadiusInput: BlastRadiusInput;
  InvocationOutcome: ResolverTypeWrapper<InvocationOutcome>;
  InvocationRoute: ResolverTypeWrapper<InvocationRoute>;
  Decision: ResolverTypeWrapper<Decision>;
  InspectedCarrier: ResolverTypeWrapper<InspectedCarrier>;
  UninspectedCarrier: ResolverTypeWrapper<UninspectedCarrier>;
  Coverage: ResolverTypeWrapper<Coverage>;
  CredentialUse: ResolverTypeWrapper<CredentialUse>;
  Invocation: ResolverTypeWrapper<InvocationModel>;
  InvocationConnection: ResolverTypeWrapper<InvocationPage>;
  InvocationEdge: ResolverTypeWrapper<Omit<InvocationEdge, 'node'> & { node: ResolversTypes['Invocation'] }>;
  InvocationFilter: InvocationFilter;
  ItemType: ResolverTypeWrapper<ItemType>;
  ItemState: ResolverTypeWrapper<ItemState>;
  Item: ResolverTypeWrapper<ItemModel>;
  ItemConnection: ResolverTypeWrapper<ItemPage>;
  ItemEdge: ResolverTypeWrapper<Omit<ItemEdge, 'node'> & { node: ResolversTypes['Item'] }>;
  ItemChoice: ItemChoice;
  SetItemsEnabledInput: SetItemsEnabledInput;
  SetItemsEnabledOk: ResolverTypeWrapper<Omit<SetItemsEnabledOk, 'items'> & { items: ReadonlyArray<ResolversTypes['Item']> }>;
  DefinitionChanged: ResolverTypeWrapper<Omit<DefinitionChanged, 'items'> & { items: ReadonlyArray<ResolversTypes['Item']> }>;
  SetItemsEnabledPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetItemsEnabledPayload']>;
  SetItemReadOnlyInput: SetItemReadOnlyInput;
  SetItemReadOnlyOk: ResolverTypeWrapper<Omit<SetItemReadOnlyOk, 'item'> & { item: ResolversTypes['Item'] }>;
  SetItemReadOnlyPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetItemReadOnlyPayload']>;
  Rejection: ResolverTypeWrapper<Rejection>;
  DataPlaneNode: ResolverTypeWrapper<DataPlaneNodeModel>;
  DataPlaneNodeConnection: ResolverTypeWrapper<DataPlaneNodePage>;
  DataPlaneNodeEdge: ResolverTypeWrapper<Omit<DataPlaneNodeEdge, 'node'> & { node: ResolversTypes['DataPlaneNode'] }>;
  Enforcement: ResolverTypeWrapper<Enforcement>;
  PendingNode: ResolverTypeWrapper<PendingNode>;
  JoinToken: ResolverTypeWrapper<JoinTokenModel>;
  JoinTokenConnection: ResolverTypeWrapper<JoinTokenPage>;
  JoinTokenEdge: ResolverTypeWrapper<Omit<JoinTokenEdge, 'node'> & { node: ResolversTypes['JoinToken'] }>;
  CreateNodeJoinTokenInput: CreateNodeJoinTokenInput;
  CreateNodeJoinTokenOk: ResolverTypeWrapper<Omit<CreateNodeJoinTokenOk, 'joinToken'> & { joinToken: ResolversTypes['JoinToken'] }>;
  CreateNodeJoinTokenPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateNodeJoinTokenPayload']>;
  RevokeNodeJoinTokenInput: RevokeNodeJoinTokenInput;
  RevokeNodeJoinTokenOk: ResolverTypeWrapper<Omit<RevokeNodeJoinTokenOk, 'joinToken'> & { joinToken: ResolversTypes['JoinToken'] }>;
  RevokeNodeJoinTokenPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RevokeNodeJoinTokenPayload']>;
  ClientRegistration: ResolverTypeWrapper<ClientRegistration>;
  ClientAuthMethod: ResolverTypeWrapper<ClientAuthMethod>;
  BrokerGrant: ResolverTypeWrapper<BrokerGrant>;
  OAuthProvider: ResolverTypeWrapper<OAuthProviderModel>;
  OAuthProviderConnection: ResolverTypeWrapper<OAuthProviderPage>;
  OAuthProviderEdge: ResolverTypeWrapper<Omit<OAuthProviderEdge, 'node'> & { node: ResolversTypes['OAuthProvider'] }>;
  OAuthParameter: ResolverTypeWrapper<OAuthParameter>;
  OAuthParameterInput: OAuthParameterInput;
  CreateOAuthProviderInput: CreateOAuthProviderInput;
  CreateOAuthProviderOk: ResolverTypeWrapper<Omit<CreateOAuthProviderOk, 'provider'> & { provider: ResolversTypes['OAuthProvider'] }>;
  CreateOAuthProviderPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateOAuthProviderPayload']>;
  UpdateOAuthProviderInput: UpdateOAuthProviderInput;
  UpdateOAuthProviderOk: ResolverTypeWrapper<Omit<UpdateOAuthProviderOk, 'provider'> & { provider: ResolversTypes['OAuthProvider'] }>;
  UpdateOAuthProviderPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateOAuthProviderPayload']>;
  DeleteOAuthProviderInput: DeleteOAuthProviderInput;
  DeleteOAuthProviderOk: ResolverTypeWrapper<DeleteOAuthProviderOk>;
  DeleteOAuthProviderPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeleteOAuthProviderPayload']>;
  SetServerProviderInput: SetServerProviderInput;
  SetServerProviderOk: ResolverTypeWrapper<Omit<SetServerProviderOk, 'server'> & { server: ResolversTypes['Server'] }>;
  SetServerProviderPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetServerProviderPayload']>;
  UserTokenSource: ResolverTypeWrapper<UserTokenSource>;
  UserTokenState: ResolverTypeWrapper<UserTokenState>;
  UserToken: ResolverTypeWrapper<UserTokenModel>;
  UserTokenConnection: ResolverTypeWrapper<UserTokenPage>;
  UserTokenEdge: ResolverTypeWrapper<Omit<UserTokenEdge, 'node'> & { node: ResolversTypes['UserToken'] }>;
  PutUserTokenInput: PutUserTokenInput;
  PutUserTokenOk: ResolverTypeWrapper<Omit<PutUserTokenOk, 'token'> & { token: ResolversTypes['UserToken'] }>;
  PutUserTokenPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['PutUserTokenPayload']>;
  RevokeUserTokenInput: RevokeUserTokenInput;
  RevokeUserTokenOk: ResolverTypeWrapper<Omit<RevokeUserTokenOk, 'token'> & { token: ResolversTypes['UserToken'] }>;
  RevokeUserTokenPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RevokeUserTokenPayload']>;
  Issuer: ResolverTypeWrapper<IssuerModel>;
  IssuerConnection: ResolverTypeWrapper<IssuerPage>;
  IssuerEdge: ResolverTypeWrapper<Omit<IssuerEdge, 'node'> & { node: ResolversTypes['Issuer'] }>;
  CreateIssuerInput: CreateIssuerInput;
  CreateIssuerOk: ResolverTypeWrapper<Omit<CreateIssuerOk, 'issuer'> & { issuer: ResolversTypes['Issuer'] }>;
  CreateIssuerPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateIssuerPayload']>;
  UpdateIssuerInput: UpdateIssuerInput;
  UpdateIssuerOk: ResolverTypeWrapper<Omit<UpdateIssuerOk, 'issuer'> & { issuer: ResolversTypes['Issuer'] }>;
  UpdateIssuerPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateIssuerPayload']>;
  DeleteIssuerInput: DeleteIssuerInput;
  DeleteIssuerOk: ResolverTypeWrapper<DeleteIssuerOk>;
  DeleteIssuerPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeleteIssuerPayload']>;
  OAuthClientRule: ResolverTypeWrapper<OAuthClientRuleModel>;
  OAuthClientRuleConnection: ResolverTypeWrapper<OAuthClientRulePage>;
  OAuthClientRuleEdge: ResolverTypeWrapper<Omit<OAuthClientRuleEdge, 'node'> & { node: ResolversTypes['OAuthClientRule'] }>;
  CreateOAuthClientRuleInput: CreateOAuthClientRuleInput;
  CreateOAuthClientRuleOk: ResolverTypeWrapper<Omit<CreateOAuthClientRuleOk, 'rule'> & { rule: ResolversTypes['OAuthClientRule'] }>;
  CreateOAuthClientRulePayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateOAuthClientRulePayload']>;
  UpdateOAuthClientRuleInput: UpdateOAuthClientRuleInput;
  UpdateOAuthClientRuleOk: ResolverTypeWrapper<Omit<UpdateOAuthClientRuleOk, 'rule'> & { rule: ResolversTypes['OAuthClientRule'] }>;
  UpdateOAuthClientRulePayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateOAuthClientRulePayload']>;
  DeleteOAuthClientRuleInput: DeleteOAuthClientRuleInput;
  DeleteOAuthClientRuleOk: ResolverTypeWrapper<DeleteOAuthClientRuleOk>;
  DeleteOAuthClientRulePayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeleteOAuthClientRulePayload']>;
  RevokeAgentTokensInput: RevokeAgentTokensInput;
  RevokeAgentTokensOk: ResolverTypeWrapper<RevokeAgentTokensOk>;
  RevokeAgentTokensPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RevokeAgentTokensPayload']>;
  GuardrailAction: ResolverTypeWrapper<GuardrailAction>;
  GuardrailMode: ResolverTypeWrapper<GuardrailMode>;
  GuardrailPhase: ResolverTypeWrapper<GuardrailPhase>;
  Redaction: ResolverTypeWrapper<Redaction>;
  PolicyRule: ResolverTypeWrapper<PolicyRule>;
  PolicyRuleInput: PolicyRuleInput;
  PatternKind: ResolverTypeWrapper<PatternKind>;
  CustomPattern: ResolverTypeWrapper<CustomPattern>;
  CustomPatternInput: CustomPatternInput;
  WebhookDetector: ResolverTypeWrapper<WebhookDetector>;
  WebhookDetectorInput: WebhookDetectorInput;
  TokenEntitlement: ResolverTypeWrapper<TokenEntitlement>;
  TokenEntitlementInput: TokenEntitlementInput;
  Policy: ResolverTypeWrapper<PolicyModel>;
  PolicyConnection: ResolverTypeWrapper<PolicyPage>;
  PolicyEdge: ResolverTypeWrapper<Omit<PolicyEdge, 'node'> & { node: ResolversTypes['Policy'] }>;
  CreatePolicyInput: CreatePolicyInput;
  CreatePolicyOk: ResolverTypeWrapper<Omit<CreatePolicyOk, 'policy'> & { policy: ResolversTypes['Policy'] }>;
  CreatePolicyPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreatePolicyPayload']>;
  UpdatePolicyInput: UpdatePolicyInput;
  UpdatePolicyOk: ResolverTypeWrapper<Omit<UpdatePolicyOk, 'policy'> & { policy: ResolversTypes['Policy'] }>;
  UpdatePolicyPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdatePolicyPayload']>;
  SetDefaultPolicyInput: SetDefaultPolicyInput;
  SetDefaultPolicyOk: ResolverTypeWrapper<Omit<SetDefaultPolicyOk, 'policy'> & { policy: ResolversTypes['Policy'] }>;
  SetDefaultPolicyPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetDefaultPolicyPayload']>;
  DeletePolicyInput: DeletePolicyInput;
  DeletePolicyOk: ResolverTypeWrapper<DeletePolicyOk>;
  DeletePolicyPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeletePolicyPayload']>;
  TestPolicyInput: TestPolicyInput;
  TestPolicyOk: ResolverTypeWrapper<TestPolicyOk>;
  TestPolicyPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['TestPolicyPayload']>;
  Project: ResolverTypeWrapper<ProjectModel>;
  ProjectConnection: ResolverTypeWrapper<ProjectPage>;
  ProjectEdge: ResolverTypeWrapper<Omit<ProjectEdge, 'node'> & { node: ResolversTypes['Project'] }>;
  CreateProjectInput: CreateProjectInput;
  CreateProjectOk: ResolverTypeWrapper<Omit<CreateProjectOk, 'project'> & { project: ResolversTypes['Project'] }>;
  CreateProjectPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateProjectPayload']>;
  UpdateProjectInput: UpdateProjectInput;
  UpdateProjectOk: ResolverTypeWrapper<Omit<UpdateProjectOk, 'project'> & { project: ResolversTypes['Project'] }>;
  UpdateProjectPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateProjectPayload']>;
  DeleteProjectInput: DeleteProjectInput;
  DeleteProjectOk: ResolverTypeWrapper<DeleteProjectOk>;
  DeleteProjectPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeleteProjectPayload']>;
  CredentialMode: ResolverTypeWrapper<CredentialMode>;
  Registry: ResolverTypeWrapper<RegistryModel>;
  RegistryConnection: ResolverTypeWrapper<RegistryPage>;
  RegistryEdge: ResolverTypeWrapper<Omit<RegistryEdge, 'node'> & { node: ResolversTypes['Registry'] }>;
  CreateRegistryInput: CreateRegistryInput;
  CreateRegistryOk: ResolverTypeWrapper<Omit<CreateRegistryOk, 'registry'> & { registry: ResolversTypes['Registry'] }>;
  CreateRegistryPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateRegistryPayload']>;
  UpdateRegistryInput: UpdateRegistryInput;
  UpdateRegistryOk: ResolverTypeWrapper<Omit<UpdateRegistryOk, 'registry'> & { registry: ResolversTypes['Registry'] }>;
  UpdateRegistryPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateRegistryPayload']>;
  DeleteRegistryInput: DeleteRegistryInput;
  DeleteRegistryOk: ResolverTypeWrapper<DeleteRegistryOk>;
  DeleteRegistryPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeleteRegistryPayload']>;
  FindingClass: ResolverTypeWrapper<FindingClass>;
  Severity: ResolverTypeWrapper<Severity>;
  ScanState: ResolverTypeWrapper<ScanState>;
  ScanReason: ResolverTypeWrapper<ScanReason>;
  ScanVerdict: ResolverTypeWrapper<ScanVerdict>;
  Finding: ResolverTypeWrapper<FindingModel>;
  Waiver: ResolverTypeWrapper<WaiverModel>;
  Scan: ResolverTypeWrapper<ScanModel>;
  ScanConnection: ResolverTypeWrapper<ScanPage>;
  ScanEdge: ResolverTypeWrapper<Omit<ScanEdge, 'node'> & { node: ResolversTypes['Scan'] }>;
  DefinitionChange: ResolverTypeWrapper<DefinitionChangeModel>;
  DefinitionDiff: ResolverTypeWrapper<DefinitionDiffModel>;
  ScanSettings: ResolverTypeWrapper<ScanSettingsModel>;
  ScanServerInput: ScanServerInput;
  ScanServerOk: ResolverTypeWrapper<Omit<ScanServerOk, 'scan'> & { scan: ResolversTypes['Scan'] }>;
  ScanServerPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ScanServerPayload']>;
  WaiveFindingInput: WaiveFindingInput;
  WaiveFindingOk: ResolverTypeWrapper<Omit<WaiveFindingOk, 'waiver'> & { waiver: ResolversTypes['Waiver'] }>;
  WaiveFindingPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['WaiveFindingPayload']>;
  RevokeWaiverInput: RevokeWaiverInput;
  RevokeWaiverOk: ResolverTypeWrapper<Omit<RevokeWaiverOk, 'waiver'> & { waiver: ResolversTypes['Waiver'] }>;
  RevokeWaiverPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RevokeWaiverPayload']>;
  SetScanSettingsInput: SetScanSettingsInput;
  SetScanSettingsOk: ResolverTypeWrapper<Omit<SetScanSettingsOk, 'settings'> & { settings: ResolversTypes['ScanSettings'] }>;
  SetScanSettingsPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetScanSettingsPayload']>;
  Transport: ResolverTypeWrapper<Transport>;
  Era: ResolverTypeWrapper<Era>;
  ServerLimits: ResolverTypeWrapper<ServerLimits>;
  ServerLimitsInput: ServerLimitsInput;
  EnvironmentVariableInput: EnvironmentVariableInput;
  ItemCounts: ResolverTypeWrapper<ItemCounts>;
  DiscoveryReport: ResolverTypeWrapper<DiscoveryReport>;
  Server: ResolverTypeWrapper<ServerModel>;
  ServerConnection: ResolverTypeWrapper<ServerPage>;
  ServerEdge: ResolverTypeWrapper<Omit<ServerEdge, 'node'> & { node: ResolversTypes['Server'] }>;
  CreateServerInput: CreateServerInput;
  CreateServerOk: ResolverTypeWrapper<Omit<CreateServerOk, 'server'> & { server: ResolversTypes['Server'] }>;
  CreateServerPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateServerPayload']>;
  UpdateServerInput: UpdateServerInput;
  UpdateServerOk: ResolverTypeWrapper<Omit<UpdateServerOk, 'server'> & { server: ResolversTypes['Server'] }>;
  UpdateServerPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateServerPayload']>;
  SetServerEnabledInput: SetServerEnabledInput;
  SetServerEnabledOk: ResolverTypeWrapper<Omit<SetServerEnabledOk, 'server'> & { server: ResolversTypes['Server'] }>;
  SetServerEnabledPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetServerEnabledPayload']>;
  DeleteServerInput: DeleteServerInput;
  DeleteServerOk: ResolverTypeWrapper<DeleteServerOk>;
  DeleteServerPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeleteServerPayload']>;
  DiscoverServerInput: DiscoverServerInput;
  DiscoverServerOk: ResolverTypeWrapper<Omit<DiscoverServerOk, 'server' | 'added' | 'changed' | 'missing'> & { server: ResolversTypes['Server'], added: ReadonlyArray<ResolversTypes['Item']>, changed: ReadonlyArray<ResolversTypes['Item']>, missing: ReadonlyArray<ResolversTypes['Item']> }>;
  DiscoveryErrorCode: ResolverTypeWrapper<DiscoveryErrorCode>;
  DiscoveryError: ResolverTypeWrapper<DiscoveryError>;
  DiscoverServerPayload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DiscoverServerPayload']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Viewer: ViewerModel;
  String: Scalars['String']['output'];
  ID: Scalars['ID']['output'];
  AdminToken: AdminTokenModel;
  AdminTokenConnection: AdminTokenPage;
  Int: Scalars['Int']['output'];
  AdminTokenEdge: Omit<AdminTokenEdge, 'node'> & { node: ResolversParentTypes['AdminToken'] };
  CreateAdminTokenInput: CreateAdminTokenInput;
  CreateAdminTokenOk: Omit<CreateAdminTokenOk, 'token'> & { token: ResolversParentTypes['AdminToken'] };
  CreateAdminTokenPayload: ResolversUnionTypes<ResolversParentTypes>['CreateAdminTokenPayload'];
  RevokeAdminTokenInput: RevokeAdminTokenInput;
  RevokeAdminTokenOk: Omit<RevokeAdminTokenOk, 'token'> & { token: ResolversParentTypes['AdminToken'] };
  RevokeAdminTokenPayload: ResolversUnionTypes<ResolversParentTypes>['RevokeAdminTokenPayload'];
  Application: ApplicationModel;
  Boolean: Scalars['Boolean']['output'];
  ApplicationConnection: ApplicationPage;
  ApplicationEdge: Omit<ApplicationEdge, 'node'> & { node: ResolversParentTypes['Application'] };
  ApplicationKey: ApplicationKeyModel;
  ApplicationKeyConnection: ApplicationKeyPage;
  ApplicationKeyEdge: Omit<ApplicationKeyEdge, 'node'> & { node: ResolversParentTypes['ApplicationKey'] };
  CreateApplicationInput: CreateApplicationInput;
  CreateApplicationOk: Omit<CreateApplicationOk, 'application'> & { application: ResolversParentTypes['Application'] };
  CreateApplicationPayload: ResolversUnionTypes<ResolversParentTypes>['CreateApplicationPayload'];
  UpdateApplicationInput: UpdateApplicationInput;
  UpdateApplicationOk: Omit<UpdateApplicationOk, 'application'> & { application: ResolversParentTypes['Application'] };
  UpdateApplicationPayload: ResolversUnionTypes<ResolversParentTypes>['UpdateApplicationPayload'];
  DeleteApplicationInput: DeleteApplicationInput;
  DeleteApplicationOk: DeleteApplicationOk;
  DeleteApplicationPayload: ResolversUnionTypes<ResolversParentTypes>['DeleteApplicationPayload'];
  CreateApplicationKeyInput: CreateApplicationKeyInput;
  CreateApplicationKeyOk: Omit<CreateApplicationKeyOk, 'key'> & { key: ResolversParentTypes['ApplicationKey'] };
  CreateApplicationKeyPayload: ResolversUnionTypes<ResolversParentTypes>['CreateApplicationKeyPayload'];
  RevokeApplicationKeyInput: RevokeApplicationKeyInput;
  RevokeApplicationKeyOk: Omit<RevokeApplicationKeyOk, 'key'> & { key: ResolversParentTypes['ApplicationKey'] };
  RevokeApplicationKeyPayload: ResolversUnionTypes<ResolversParentTypes>['RevokeApplicationKeyPayload'];
  AuditEntry: AuditEntryModel;
  AuditEntryConnection: AuditEntryPage;
  AuditEntryEdge: Omit<AuditEntryEdge, 'node'> & { node: ResolversParentTypes['AuditEntry'] };
  AuditFilter: AuditFilter;
  DateTime: Scalars['DateTime']['output'];
  JSON: Scalars['JSON']['output'];
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  Failure: ResolversInterfaceTypes<ResolversParentTypes>['Failure'];
  Change: ResolversInterfaceTypes<ResolversParentTypes>['Change'];
  PageInfo: PageInfo;
  Problem: Problem;
  InvalidInput: InvalidInput;
  NotFound: NotFound;
  NameTaken: NameTaken;
  StaleRevision: StaleRevision;
  InUse: InUse;
  Query: Record<PropertyKey, never>;
  Mutation: Record<PropertyKey, never>;
  Credential: CredentialModel;
  CredentialConnection: CredentialPage;
  CredentialEdge: Omit<CredentialEdge, 'node'> & { node: ResolversParentTypes['Credential'] };
  HeaderInput: HeaderInput;
  ClientCredentialsInput: ClientCredentialsInput;
  CreateCredentialInput: CreateCredentialInput;
  CreateCredentialOk: Omit<CreateCredentialOk, 'credential'> & { credential: ResolversParentTypes['Credential'] };
  CreateCredentialPayload: ResolversUnionTypes<ResolversParentTypes>['CreateCredentialPayload'];
  RotateCredentialInput: RotateCredentialInput;
  RotateCredentialOk: Omit<RotateCredentialOk, 'credential'> & { credential: ResolversParentTypes['Credential'] };
  RotateCredentialPayload: ResolversUnionTypes<ResolversParentTypes>['RotateCredentialPayload'];
  DeleteCredentialInput: DeleteCredentialInput;
  DeleteCredentialOk: DeleteCredentialOk;
  DeleteCredentialPayload: ResolversUnionTypes<ResolversParentTypes>['DeleteCredentialPayload'];
  Grant: GrantModel;
  GrantConnection: GrantPage;
  GrantEdge: Omit<GrantEdge, 'node'> & { node: ResolversParentTypes['Grant'] };
  CreateGrantInput: CreateGrantInput;
  CreateGrantOk: Omit<CreateGrantOk, 'grant'> & { grant: ResolversParentTypes['Grant'] };
  CreateGrantPayload: ResolversUnionTypes<ResolversParentTypes>['CreateGrantPayload'];
  UpdateGrantInput: UpdateGrantInput;
  UpdateGrantOk: Omit<UpdateGrantOk, 'grant'> & { grant: ResolversParentTypes['Grant'] };
  UpdateGrantPayload: ResolversUnionTypes<ResolversParentTypes>['UpdateGrantPayload'];
  RevokeGrantInput: RevokeGrantInput;
  RevokeGrantOk: RevokeGrantOk;
  RevokeGrantPayload: ResolversUnionTypes<ResolversParentTypes>['RevokeGrantPayload'];
  GraphNode: GraphNodeModel;
  GraphEdge: GraphEdgeModel;
  Float: Scalars['Float']['output'];
  ApplicationGraph: ApplicationGraphModel;
  GraphFilter: GraphFilter;
  GrantAdvice: GrantAdviceModel;
  BlastRadius: BlastRadiusModel;
  BlastRadiusInput: BlastRadiusInput;
  Decision: Decision;
  InspectedCarrier: InspectedCarrier;
  UninspectedCarrier: UninspectedCarrier;
  Coverage: Coverage;
  CredentialUse: CredentialUse;
  Invocation: InvocationModel;
  InvocationConnection: InvocationPage;
  InvocationEdge: Omit<InvocationEdge, 'node'> & { node: ResolversParentTypes['Invocation'] };
  InvocationFilter: InvocationFilter;
  Item: ItemModel;
  ItemConnection: ItemPage;
  ItemEdge: Omit<ItemEdge, 'node'> & { node: ResolversParentTypes['Item'] };
  ItemChoice: ItemChoice;
  SetItemsEnabledInput: SetItemsEnabledInput;
  SetItemsEnabledOk: Omit<SetItemsEnabledOk, 'items'> & { items: ReadonlyArray<ResolversParentTypes['Item']> };
  DefinitionChanged: Omit<DefinitionChanged, 'items'> & { items: ReadonlyArray<ResolversParentTypes['Item']> };
  SetItemsEnabledPayload: ResolversUnionTypes<ResolversParentTypes>['SetItemsEnabledPayload'];
  SetItemReadOnlyInput: SetItemReadOnlyInput;
  SetItemReadOnlyOk: Omit<SetItemReadOnlyOk, 'item'> & { item: ResolversParentTypes['Item'] };
  SetItemReadOnlyPayload: ResolversUnionTypes<ResolversParentTypes>['SetItemReadOnlyPayload'];
  Rejection: Rejection;
  DataPlaneNode: DataPlaneNodeModel;
  DataPlaneNodeConnection: DataPlaneNodePage;
  DataPlaneNodeEdge: Omit<DataPlaneNodeEdge, 'node'> & { node: ResolversParentTypes['DataPlaneNode'] };
  Enforcement: Enforcement;
  PendingNode: PendingNode;
  JoinToken: JoinTokenModel;
  JoinTokenConnection: JoinTokenPage;
  JoinTokenEdge: Omit<JoinTokenEdge, 'node'> & { node: ResolversParentTypes['JoinToken'] };
  CreateNodeJoinTokenInput: CreateNodeJoinTokenInput;
  CreateNodeJoinTokenOk: Omit<CreateNodeJoinTokenOk, 'joinToken'> & { joinToken: ResolversParentTypes['JoinToken'] };
  CreateNodeJoinTokenPayload: ResolversUnionTypes<ResolversParentTypes>['CreateNodeJoinTokenPayload'];
  RevokeNodeJoinTokenInput: RevokeNodeJoinTokenInput;
  RevokeNodeJoinTokenOk: Omit<RevokeNodeJoinTokenOk, 'joinToken'> & { joinToken: ResolversParentTypes['JoinToken'] };
  RevokeNodeJoinTokenPayload: ResolversUnionTypes<ResolversParentTypes>['RevokeNodeJoinTokenPayload'];
  OAuthProvider: OAuthProviderModel;
  OAuthProviderConnection: OAuthProviderPage;
  OAuthProviderEdge: Omit<OAuthProviderEdge, 'node'> & { node: ResolversParentTypes['OAuthProvider'] };
  OAuthParameter: OAuthParameter;
  OAuthParameterInput: OAuthParameterInput;
  CreateOAuthProviderInput: CreateOAuthProviderInput;
  CreateOAuthProviderOk: Omit<CreateOAuthProviderOk, 'provider'> & { provider: ResolversParentTypes['OAuthProvider'] };
  CreateOAuthProviderPayload: ResolversUnionTypes<ResolversParentTypes>['CreateOAuthProviderPayload'];
  UpdateOAuthProviderInput: UpdateOAuthProviderInput;
  UpdateOAuthProviderOk: Omit<UpdateOAuthProviderOk, 'provider'> & { provider: ResolversParentTypes['OAuthProvider'] };
  UpdateOAuthProviderPayload: ResolversUnionTypes<ResolversParentTypes>['UpdateOAuthProviderPayload'];
  DeleteOAuthProviderInput: DeleteOAuthProviderInput;
  DeleteOAuthProviderOk: DeleteOAuthProviderOk;
  DeleteOAuthProviderPayload: ResolversUnionTypes<ResolversParentTypes>['DeleteOAuthProviderPayload'];
  SetServerProviderInput: SetServerProviderInput;
  SetServerProviderOk: Omit<SetServerProviderOk, 'server'> & { server: ResolversParentTypes['Server'] };
  SetServerProviderPayload: ResolversUnionTypes<ResolversParentTypes>['SetServerProviderPayload'];
  UserToken: UserTokenModel;
  UserTokenConnection: UserTokenPage;
  UserTokenEdge: Omit<UserTokenEdge, 'node'> & { node: ResolversParentTypes['UserToken'] };
  PutUserTokenInput: PutUserTokenInput;
  PutUserTokenOk: Omit<PutUserTokenOk, 'token'> & { token: ResolversParentTypes['UserToken'] };
  PutUserTokenPayload: ResolversUnionTypes<ResolversParentTypes>['PutUserTokenPayload'];
  RevokeUserTokenInput: RevokeUserTokenInput;
  RevokeUserTokenOk: Omit<RevokeUserTokenOk, 'token'> & { token: ResolversParentTypes['UserToken'] };
  RevokeUserTokenPayload: ResolversUnionTypes<ResolversParentTypes>['RevokeUserTokenPayload'];
  Issuer: IssuerModel;
  IssuerConnection: IssuerPage;
  IssuerEdge: Omit<IssuerEdge, 'node'> & { node: ResolversParentTypes['Issuer'] };
  CreateIssuerInput: CreateIssuerInput;
  CreateIssuerOk: Omit<CreateIssuerOk, 'issuer'> & { issuer: ResolversParentTypes['Issuer'] };
  CreateIssuerPayload: ResolversUnionTypes<ResolversParentTypes>['CreateIssuerPayload'];
  UpdateIssuerInput: UpdateIssuerInput;
  UpdateIssuerOk: Omit<UpdateIssuerOk, 'issuer'> & { issuer: ResolversParentTypes['Issuer'] };
  UpdateIssuerPayload: ResolversUnionTypes<ResolversParentTypes>['UpdateIssuerPayload'];
  DeleteIssuerInput: DeleteIssuerInput;
  DeleteIssuerOk: DeleteIssuerOk;
  DeleteIssuerPayload: ResolversUnionTypes<ResolversParentTypes>['DeleteIssuerPayload'];
  OAuthClientRule: OAuthClientRuleModel;
  OAuthClientRuleConnection: OAuthClientRulePage;
  OAuthClientRuleEdge: Omit<OAuthClientRuleEdge, 'node'> & { node: ResolversParentTypes['OAuthClientRule'] };
  CreateOAuthClientRuleInput: CreateOAuthClientRuleInput;
  CreateOAuthClientRuleOk: Omit<CreateOAuthClientRuleOk, 'rule'> & { rule: ResolversParentTypes['OAuthClientRule'] };
  CreateOAuthClientRulePayload: ResolversUnionTypes<ResolversParentTypes>['CreateOAuthClientRulePayload'];
  UpdateOAuthClientRuleInput: UpdateOAuthClientRuleInput;
  UpdateOAuthClientRuleOk: Omit<UpdateOAuthClientRuleOk, 'rule'> & { rule: ResolversParentTypes['OAuthClientRule'] };
  UpdateOAuthClientRulePayload: ResolversUnionTypes<ResolversParentTypes>['UpdateOAuthClientRulePayload'];
  DeleteOAuthClientRuleInput: DeleteOAuthClientRuleInput;
  DeleteOAuthClientRuleOk: DeleteOAuthClientRuleOk;
  DeleteOAuthClientRulePayload: ResolversUnionTypes<ResolversParentTypes>['DeleteOAuthClientRulePayload'];
  RevokeAgentTokensInput: RevokeAgentTokensInput;
  RevokeAgentTokensOk: RevokeAgentTokensOk;
  RevokeAgentTokensPayload: ResolversUnionTypes<ResolversParentTypes>['RevokeAgentTokensPayload'];
  PolicyRule: PolicyRule;
  PolicyRuleInput: PolicyRuleInput;
  CustomPattern: CustomPattern;
  CustomPatternInput: CustomPatternInput;
  WebhookDetector: WebhookDetector;
  WebhookDetectorInput: WebhookDetectorInput;
  TokenEntitlement: TokenEntitlement;
  TokenEntitlementInput: TokenEntitlementInput;
  Policy: PolicyModel;
  PolicyConnection: PolicyPage;
  PolicyEdge: Omit<PolicyEdge, 'node'> & { node: ResolversParentTypes['Policy'] };
  CreatePolicyInput: CreatePolicyInput;
  CreatePolicyOk: Omit<CreatePolicyOk, 'policy'> & { policy: ResolversParentTypes['Policy'] };
  CreatePolicyPayload: ResolversUnionTypes<ResolversParentTypes>['CreatePolicyPayload'];
  UpdatePolicyInput: UpdatePolicyInput;
  UpdatePolicyOk: Omit<UpdatePolicyOk, 'policy'> & { policy: ResolversParentTypes['Policy'] };
  UpdatePolicyPayload: ResolversUnionTypes<ResolversParentTypes>['UpdatePolicyPayload'];
  SetDefaultPolicyInput: SetDefaultPolicyInput;
  SetDefaultPolicyOk: Omit<SetDefaultPolicyOk, 'policy'> & { policy: ResolversParentTypes['Policy'] };
  SetDefaultPolicyPayload: ResolversUnionTypes<ResolversParentTypes>['SetDefaultPolicyPayload'];
  DeletePolicyInput: DeletePolicyInput;
  DeletePolicyOk: DeletePolicyOk;
  DeletePolicyPayload: ResolversUnionTypes<ResolversParentTypes>['DeletePolicyPayload'];
  TestPolicyInput: TestPolicyInput;
  TestPolicyOk: TestPolicyOk;
  TestPolicyPayload: ResolversUnionTypes<ResolversParentTypes>['TestPolicyPayload'];
  Project: ProjectModel;
  ProjectConnection: ProjectPage;
  ProjectEdge: Omit<ProjectEdge, 'node'> & { node: ResolversParentTypes['Project'] };
  CreateProjectInput: CreateProjectInput;
  CreateProjectOk: Omit<CreateProjectOk, 'project'> & { project: ResolversParentTypes['Project'] };
  CreateProjectPayload: ResolversUnionTypes<ResolversParentTypes>['CreateProjectPayload'];
  UpdateProjectInput: UpdateProjectInput;
  UpdateProjectOk: Omit<UpdateProjectOk, 'project'> & { project: ResolversParentTypes['Project'] };
  UpdateProjectPayload: ResolversUnionTypes<ResolversParentTypes>['UpdateProjectPayload'];
  DeleteProjectInput: DeleteProjectInput;
  DeleteProjectOk: DeleteProjectOk;
  DeleteProjectPayload: ResolversUnionTypes<ResolversParentTypes>['DeleteProjectPayload'];
  Registry: RegistryModel;
  RegistryConnection: RegistryPage;
  RegistryEdge: Omit<RegistryEdge, 'node'> & { node: ResolversParentTypes['Registry'] };
  CreateRegistryInput: CreateRegistryInput;
  CreateRegistryOk: Omit<CreateRegistryOk, 'registry'> & { registry: ResolversParentTypes['Registry'] };
  CreateRegistryPayload: ResolversUnionTypes<ResolversParentTypes>['CreateRegistryPayload'];
  UpdateRegistryInput: UpdateRegistryInput;
  UpdateRegistryOk: Omit<UpdateRegistryOk, 'registry'> & { registry: ResolversParentTypes['Registry'] };
  UpdateRegistryPayload: ResolversUnionTypes<ResolversParentTypes>['UpdateRegistryPayload'];
  DeleteRegistryInput: DeleteRegistryInput;
  DeleteRegistryOk: DeleteRegistryOk;
  DeleteRegistryPayload: ResolversUnionTypes<ResolversParentTypes>['DeleteRegistryPayload'];
  Finding: FindingModel;
  Waiver: WaiverModel;
  Scan: ScanModel;
  ScanConnection: ScanPage;
  ScanEdge: Omit<ScanEdge, 'node'> & { node: ResolversParentTypes['Scan'] };
  DefinitionChange: DefinitionChangeModel;
  DefinitionDiff: DefinitionDiffModel;
  ScanSettings: ScanSettingsModel;
  ScanServerInput: ScanServerInput;
  ScanServerOk: Omit<ScanServerOk, 'scan'> & { scan: ResolversParentTypes['Scan'] };
  ScanServerPayload: ResolversUnionTypes<ResolversParentTypes>['ScanServerPayload'];
  WaiveFindingInput: WaiveFindingInput;
  WaiveFindingOk: Omit<WaiveFindingOk, 'waiver'> & { waiver: ResolversParentTypes['Waiver'] };
  WaiveFindingPayload: ResolversUnionTypes<ResolversParentTypes>['WaiveFindingPayload'];
  RevokeWaiverInput: RevokeWaiverInput;
  RevokeWaiverOk: Omit<RevokeWaiverOk, 'waiver'> & { waiver: ResolversParentTypes['Waiver'] };
  RevokeWaiverPayload: ResolversUnionTypes<ResolversParentTypes>['RevokeWaiverPayload'];
  SetScanSettingsInput: SetScanSettingsInput;
  SetScanSettingsOk: Omit<SetScanSettingsOk, 'settings'> & { settings: ResolversParentTypes['ScanSettings'] };
  SetScanSettingsPayload: ResolversUnionTypes<ResolversParentTypes>['SetScanSettingsPayload'];
  ServerLimits: ServerLimits;
  ServerLimitsInput: ServerLimitsInput;
  EnvironmentVariableInput: EnvironmentVariableInput;
  ItemCounts: ItemCounts;
  DiscoveryReport: DiscoveryReport;
  Server: ServerModel;
  ServerConnection: ServerPage;
  ServerEdge: Omit<ServerEdge, 'node'> & { node: ResolversParentTypes['Server'] };
  CreateServerInput: CreateServerInput;
  CreateServerOk: Omit<CreateServerOk, 'server'> & { server: ResolversParentTypes['Server'] };
  CreateServerPayload: ResolversUnionTypes<ResolversParentTypes>['CreateServerPayload'];
  UpdateServerInput: UpdateServerInput;
  UpdateServerOk: Omit<UpdateServerOk, 'server'> & { server: ResolversParentTypes['Server'] };
  UpdateServerPayload: ResolversUnionTypes<ResolversParentTypes>['UpdateServerPayload'];
  SetServerEnabledInput: SetServerEnabledInput;
  SetServerEnabledOk: Omit<SetServerEnabledOk, 'server'> & { server: ResolversParentTypes['Server'] };
  SetServerEnabledPayload: ResolversUnionTypes<ResolversParentTypes>['SetServerEnabledPayload'];
  DeleteServerInput: DeleteServerInput;
  DeleteServerOk: DeleteServerOk;
  DeleteServerPayload: ResolversUnionTypes<ResolversParentTypes>['DeleteServerPayload'];
  DiscoverServerInput: DiscoverServerInput;
  DiscoverServerOk: Omit<DiscoverServerOk, 'server' | 'added' | 'changed' | 'missing'> & { server: ResolversParentTypes['Server'], added: ReadonlyArray<ResolversParentTypes['Item']>, changed: ReadonlyArray<ResolversParentTypes['Item']>, missing: ReadonlyArray<ResolversParentTypes['Item']> };
  DiscoveryError: DiscoveryError;
  DiscoverServerPayload: ResolversUnionTypes<ResolversParentTypes>['DiscoverServerPayload'];
};

export type RoleResolvers = { VIEWER: 'viewer', OPERATOR: 'operator', ADMIN: 'admin', AUDITOR: 'auditor' };

export type ViewerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  tokenId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type AdminTokenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AdminToken'] = ResolversParentTypes['AdminToken']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  prefix?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['KeyState'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AdminTokenConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AdminTokenConnection'] = ResolversParentTypes['AdminTokenConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AdminTokenEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AdminToken']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AdminTokenEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AdminTokenEdge'] = ResolversParentTypes['AdminTokenEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AdminToken'], ParentType, ContextType>;
};

export type CreateAdminTokenOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateAdminTokenOk'] = ResolversParentTypes['CreateAdminTokenOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  token?: Resolver<ResolversTypes['AdminToken'], ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateAdminTokenPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateAdminTokenPayload'] = ResolversParentTypes['CreateAdminTokenPayload']> = {
  __resolveType: TypeResolveFn<'CreateAdminTokenOk' | 'InvalidInput' | 'NotFound', ParentType, ContextType>;
};

export type RevokeAdminTokenOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeAdminTokenOk'] = ResolversParentTypes['RevokeAdminTokenOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  token?: Resolver<ResolversTypes['AdminToken'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RevokeAdminTokenPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeAdminTokenPayload'] = ResolversParentTypes['RevokeAdminTokenPayload']> = {
  __resolveType: TypeResolveFn<'RevokeAdminTokenOk' | 'NotFound', ParentType, ContextType>;
};

export type ApplicationTypeResolvers = { AGENT: 'agent', IDE: 'ide', SERVICE: 'service', OTHER: 'other' };

export type ApplicationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Application'] = ResolversParentTypes['Application']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  project?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['ApplicationType'], ParentType, ContextType>;
  owner?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  requestsPerMinute?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  maxConcurrent?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  keys?: Resolver<ResolversTypes['ApplicationKeyConnection'], ParentType, ContextType, RequireFields<ApplicationKeysArgs, 'first'>>;
  grants?: Resolver<ResolversTypes['GrantConnection'], ParentType, ContextType, RequireFields<ApplicationGrantsArgs, 'first'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ApplicationConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApplicationConnection'] = ResolversParentTypes['ApplicationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ApplicationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Application']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ApplicationEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApplicationEdge'] = ResolversParentTypes['ApplicationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Application'], ParentType, ContextType>;
};

export type KeyStateResolvers = { ACTIVE: 'active', EXPIRED: 'expired', REVOKED: 'revoked' };

export type ApplicationKeyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApplicationKey'] = ResolversParentTypes['ApplicationKey']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  application?: Resolver<ResolversTypes['Application'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  prefix?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['KeyState'], ParentType, ContextType>;
  maySpeakForUsers?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ApplicationKeyConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApplicationKeyConnection'] = ResolversParentTypes['ApplicationKeyConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ApplicationKeyEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ApplicationKey']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ApplicationKeyEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApplicationKeyEdge'] = ResolversParentTypes['ApplicationKeyEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ApplicationKey'], ParentType, ContextType>;
};

export type CreateApplicationOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateApplicationOk'] = ResolversParentTypes['CreateApplicationOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  application?: Resolver<ResolversTypes['Application'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateApplicationPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateApplicationPayload'] = ResolversParentTypes['CreateApplicationPayload']> = {
  __resolveType: TypeResolveFn<'CreateApplicationOk' | 'InvalidInput' | 'NotFound' | 'NameTaken', ParentType, ContextType>;
};

export type UpdateApplicationOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateApplicationOk'] = ResolversParentTypes['UpdateApplicationOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  application?: Resolver<ResolversTypes['Application'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpdateApplicationPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateApplicationPayload'] = ResolversParentTypes['UpdateApplicationPayload']> = {
  __resolveType: TypeResolveFn<'UpdateApplicationOk' | 'InvalidInput' | 'NotFound' | 'NameTaken' | 'StaleRevision', ParentType, ContextType>;
};

export type DeleteApplicationOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteApplicationOk'] = ResolversParentTypes['DeleteApplicationOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  deletedId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeleteApplicationPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteApplicationPayload'] = ResolversParentTypes['DeleteApplicationPayload']> = {
  __resolveType: TypeResolveFn<'DeleteApplicationOk' | 'NotFound', ParentType, ContextType>;
};

export type CreateApplicationKeyOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateApplicationKeyOk'] = ResolversParentTypes['CreateApplicationKeyOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['ApplicationKey'], ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateApplicationKeyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateApplicationKeyPayload'] = ResolversParentTypes['CreateApplicationKeyPayload']> = {
  __resolveType: TypeResolveFn<'CreateApplicationKeyOk' | 'InvalidInput' | 'NotFound', ParentType, ContextType>;
};

export type RevokeApplicationKeyOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeApplicationKeyOk'] = ResolversParentTypes['RevokeApplicationKeyOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['ApplicationKey'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RevokeApplicationKeyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeApplicationKeyPayload'] = ResolversParentTypes['RevokeApplicationKeyPayload']> = {
  __resolveType: TypeResolveFn<'RevokeApplicationKeyOk' | 'NotFound', ParentType, ContextType>;
};

export type AuditEntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEntry'] = ResolversParentTypes['AuditEntry']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actorName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  actorId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  objectId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  objectName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  projectId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  after?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  requestId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AuditEntryConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEntryConnection'] = ResolversParentTypes['AuditEntryConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AuditEntryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AuditEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AuditEntryEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEntryEdge'] = ResolversParentTypes['AuditEntryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditEntry'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'AdminToken' | 'Application' | 'ApplicationKey' | 'AuditEntry' | 'Credential' | 'Grant' | 'Invocation' | 'Item' | 'DataPlaneNode' | 'JoinToken' | 'OAuthProvider' | 'UserToken' | 'Issuer' | 'OAuthClientRule' | 'Policy' | 'Project' | 'Registry' | 'Finding' | 'Waiver' | 'Scan' | 'Server', ParentType, ContextType>;
};

export type FailureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Failure'] = ResolversParentTypes['Failure']> = {
  __resolveType: TypeResolveFn<'InvalidInput' | 'NotFound' | 'NameTaken' | 'StaleRevision' | 'InUse' | 'DefinitionChanged' | 'DiscoveryError', ParentType, ContextType>;
};

export type ChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Change'] = ResolversParentTypes['Change']> = {
  __resolveType: TypeResolveFn<'CreateAdminTokenOk' | 'RevokeAdminTokenOk' | 'CreateApplicationOk' | 'UpdateApplicationOk' | 'DeleteApplicationOk' | 'CreateApplicationKeyOk' | 'RevokeApplicationKeyOk' | 'CreateCredentialOk' | 'RotateCredentialOk' | 'DeleteCredentialOk' | 'CreateGrantOk' | 'UpdateGrantOk' | 'RevokeGrantOk' | 'SetItemsEnabledOk' | 'SetItemReadOnlyOk' | 'CreateNodeJoinTokenOk' | 'RevokeNodeJoinTokenOk' | 'CreateOAuthProviderOk' | 'UpdateOAuthProviderOk' | 'DeleteOAuthProviderOk' | 'SetServerProviderOk' | 'PutUserTokenOk' | 'RevokeUserTokenOk' | 'CreateIssuerOk' | 'UpdateIssuerOk' | 'DeleteIssuerOk' | 'CreateOAuthClientRuleOk' | 'UpdateOAuthClientRuleOk' | 'DeleteOAuthClientRuleOk' | 'RevokeAgentTokensOk' | 'CreatePolicyOk' | 'UpdatePolicyOk' | 'SetDefaultPolicyOk' | 'DeletePolicyOk' | 'CreateProjectOk' | 'UpdateProjectOk' | 'DeleteProjectOk' | 'CreateRegistryOk' | 'UpdateRegistryOk' | 'DeleteRegistryOk' | 'ScanServerOk' | 'WaiveFindingOk' | 'RevokeWaiverOk' | 'SetScanSettingsOk' | 'CreateServerOk' | 'UpdateServerOk' | 'SetServerEnabledOk' | 'DeleteServerOk' | 'DiscoverServerOk', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProblemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Problem'] = ResolversParentTypes['Problem']> = {
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  problem?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expected?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type InvalidInputResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidInput'] = ResolversParentTypes['InvalidInput']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NotFoundResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotFound'] = ResolversParentTypes['NotFound']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NameTakenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NameTaken'] = ResolversParentTypes['NameTaken']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StaleRevisionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StaleRevision'] = ResolversParentTypes['StaleRevision']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  currentRevision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InUseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InUse'] = ResolversParentTypes['InUse']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  usedBy?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  awaitEnforced?: Resolver<ResolversTypes['Enforcement'], ParentType, ContextType, RequireFields<QueryAwaitEnforcedArgs, 'version' | 'timeoutMs'>>;
  me?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
  adminTokens?: Resolver<ResolversTypes['AdminTokenConnection'], ParentType, ContextType, RequireFields<QueryAdminTokensArgs, 'first'>>;
  applications?: Resolver<ResolversTypes['ApplicationConnection'], ParentType, ContextType, RequireFields<QueryApplicationsArgs, 'first'>>;
  application?: Resolver<Maybe<ResolversTypes['Application']>, ParentType, ContextType, RequireFields<QueryApplicationArgs, 'id'>>;
  auditEntries?: Resolver<ResolversTypes['AuditEntryConnection'], ParentType, ContextType, RequireFields<QueryAuditEntriesArgs, 'first'>>;
  credentials?: Resolver<ResolversTypes['CredentialConnection'], ParentType, ContextType, RequireFields<QueryCredentialsArgs, 'first'>>;
  credential?: Resolver<Maybe<ResolversTypes['Credential']>, ParentType, ContextType, RequireFields<QueryCredentialArgs, 'id'>>;
  grants?: Resolver<ResolversTypes['GrantConnection'], ParentType, ContextType, RequireFields<QueryGrantsArgs, 'first'>>;
  grant?: Resolver<Maybe<ResolversTypes['Grant']>, ParentType, ContextType, RequireFields<QueryGrantArgs, 'id'>>;
  applicationGraph?: Resolver<ResolversTypes['ApplicationGraph'], ParentType, ContextType, RequireFields<QueryApplicationGraphArgs, 'maxNodes'>>;
  leastPrivilege?: Resolver<ReadonlyArray<ResolversTypes['GrantAdvice']>, ParentType, ContextType, RequireFields<QueryLeastPrivilegeArgs, 'applicationId' | 'days'>>;
  blastRadius?: Resolver<ResolversTypes['BlastRadius'], ParentType, ContextType, RequireFields<QueryBlastRadiusArgs, 'input' | 'days'>>;
  invocations?: Resolver<ResolversTypes['InvocationConnection'], ParentType, ContextType, RequireFields<QueryInvocationsArgs, 'first'>>;
  invocation?: Resolver<Maybe<ResolversTypes['Invocation']>, ParentType, ContextType, RequireFields<QueryInvocationArgs, 'id'>>;
  items?: Resolver<ResolversTypes['ItemConnection'], ParentType, ContextType, RequireFields<QueryItemsArgs, 'first'>>;
  item?: Resolver<Maybe<ResolversTypes['Item']>, ParentType, ContextType, RequireFields<QueryItemArgs, 'id'>>;
  nodes?: Resolver<ResolversTypes['DataPlaneNodeConnection'], ParentType, ContextType, RequireFields<QueryNodesArgs, 'first'>>;
  joinTokens?: Resolver<ResolversTypes['JoinTokenConnection'], ParentType, ContextType, RequireFields<QueryJoinTokensArgs, 'first'>>;
  oauthProviders?: Resolver<ResolversTypes['OAuthProviderConnection'], ParentType, ContextType, RequireFields<QueryOauthProvidersArgs, 'first'>>;
  oauthProvider?: Resolver<Maybe<ResolversTypes['OAuthProvider']>, ParentType, ContextType, RequireFields<QueryOauthProviderArgs, 'id'>>;
  userTokens?: Resolver<ResolversTypes['UserTokenConnection'], ParentType, ContextType, RequireFields<QueryUserTokensArgs, 'first'>>;
  issuers?: Resolver<ResolversTypes['IssuerConnection'], ParentType, ContextType, RequireFields<QueryIssuersArgs, 'first'>>;
  oauthClientRules?: Resolver<ResolversTypes['OAuthClientRuleConnection'], ParentType, ContextType, RequireFields<QueryOauthClientRulesArgs, 'first'>>;
  policies?: Resolver<ResolversTypes['PolicyConnection'], ParentType, ContextType, RequireFields<QueryPoliciesArgs, 'first'>>;
  policy?: Resolver<Maybe<ResolversTypes['Policy']>, ParentType, ContextType, RequireFields<QueryPolicyArgs, 'id'>>;
  testPolicy?: Resolver<ResolversTypes['TestPolicyPayload'], ParentType, ContextType, RequireFields<QueryTestPolicyArgs, 'input'>>;
  projects?: Resolver<ResolversTypes['ProjectConnection'], ParentType, ContextType, RequireFields<QueryProjectsArgs, 'first'>>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType, Partial<QueryProjectArgs>>;
  registries?: Resolver<ResolversTypes['RegistryConnection'], ParentType, ContextType, RequireFields<QueryRegistriesArgs, 'first'>>;
  registry?: Resolver<Maybe<ResolversTypes['Registry']>, ParentType, ContextType, Partial<QueryRegistryArgs>>;
  scan?: Resolver<Maybe<ResolversTypes['Scan']>, ParentType, ContextType, RequireFields<QueryScanArgs, 'id'>>;
  servers?: Resolver<ResolversTypes['ServerConnection'], ParentType, ContextType, RequireFields<QueryServersArgs, 'first'>>;
  server?: Resolver<Maybe<ResolversTypes['Server']>, ParentType, ContextType, RequireFields<QueryServerArgs, 'id'>>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  ping?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createAdminToken?: Resolver<ResolversTypes['CreateAdminTokenPayload'], ParentType, ContextType, RequireFields<MutationCreateAdminTokenArgs, 'input'>>;
  revokeAdminToken?: Resolver<ResolversTypes['RevokeAdminTokenPayload'], ParentType, ContextType, RequireFields<MutationRevokeAdminTokenArgs, 'input'>>;
  createApplication?: Resolver<ResolversTypes['CreateApplicationPayload'], ParentType, ContextType, RequireFields<MutationCreateApplicationArgs, 'input'>>;
  updateApplication?: Resolver<ResolversTypes['UpdateApplicationPayload'], ParentType, ContextType, RequireFields<MutationUpdateApplicationArgs, 'input'>>;
  deleteApplication?: Resolver<ResolversTypes['DeleteApplicationPayload'], ParentType, ContextType, RequireFields<MutationDeleteApplicationArgs, 'input'>>;
  createApplicationKey?: Resolver<ResolversTypes['CreateApplicationKeyPayload'], ParentType, ContextType, RequireFields<MutationCreateApplicationKeyArgs, 'input'>>;
  revokeApplicationKey?: Resolver<ResolversTypes['RevokeApplicationKeyPayload'], ParentType, ContextType, RequireFields<MutationRevokeApplicationKeyArgs, 'input'>>;
  createCredential?: Resolver<ResolversTypes['CreateCredentialPayload'], ParentType, ContextType, RequireFields<MutationCreateCredentialArgs, 'input'>>;
  rotateCredential?: Resolver<ResolversTypes['RotateCredentialPayload'], ParentType, ContextType, RequireFields<MutationRotateCredentialArgs, 'input'>>;
  deleteCredential?: Resolver<ResolversTypes['DeleteCredentialPayload'], ParentType, ContextType, RequireFields<MutationDeleteCredentialArgs, 'input'>>;
  createGrant?: Resolver<ResolversTypes['CreateGrantPayload'], ParentType, ContextType, RequireFields<MutationCreateGrantArgs, 'input'>>;
  updateGrant?: Resolver<ResolversTypes['UpdateGrantPayload'], ParentType, ContextType, RequireFields<MutationUpdateGrantArgs, 'input'>>;
  revokeGrant?: Resolver<ResolversTypes['RevokeGrantPayload'], ParentType, ContextType, RequireFields<MutationRevokeGrantArgs, 'input'>>;
  setItemsEnabled?: Resolver<ResolversTypes['SetItemsEnabledPayload'], ParentType, ContextType, RequireFields<MutationSetItemsEnabledArgs, 'input'>>;
  setItemReadOnly?: Resolver<ResolversTypes['SetItemReadOnlyPayload'], ParentType, ContextType, RequireFields<MutationSetItemReadOnlyArgs, 'input'>>;
  createNodeJoinToken?: Resolver<ResolversTypes['CreateNodeJoinTokenPayload'], ParentType, ContextType, RequireFields<MutationCreateNodeJoinTokenArgs, 'input'>>;
  revokeNodeJoinToken?: Resolver<ResolversTypes['RevokeNodeJoinTokenPayload'], ParentType, ContextType, RequireFields<MutationRevokeNodeJoinTokenArgs, 'input'>>;
  createOAuthProvider?: Resolver<ResolversTypes['CreateOAuthProviderPayload'], ParentType, ContextType, RequireFields<MutationCreateOAuthProviderArgs, 'input'>>;
  updateOAuthProvider?: Resolver<ResolversTypes['UpdateOAuthProviderPayload'], ParentType, ContextType, RequireFields<MutationUpdateOAuthProviderArgs, 'input'>>;
  deleteOAuthProvider?: Resolver<ResolversTypes['DeleteOAuthProviderPayload'], ParentType, ContextType, RequireFields<MutationDeleteOAuthProviderArgs, 'input'>>;
  setServerProvider?: Resolver<ResolversTypes['SetServerProviderPayload'], ParentType, ContextType, RequireFields<MutationSetServerProviderArgs, 'input'>>;
  putUserToken?: Resolver<ResolversTypes['PutUserTokenPayload'], ParentType, ContextType, RequireFields<MutationPutUserTokenArgs, 'input'>>;
  revokeUserToken?: Resolver<ResolversTypes['RevokeUserTokenPayload'], ParentType, ContextType, RequireFields<MutationRevokeUserTokenArgs, 'input'>>;
  createIssuer?: Resolver<ResolversTypes['CreateIssuerPayload'], ParentType, ContextType, RequireFields<MutationCreateIssuerArgs, 'input'>>;
  updateIssuer?: Resolver<ResolversTypes['UpdateIssuerPayload'], ParentType, ContextType, RequireFields<MutationUpdateIssuerArgs, 'input'>>;
  deleteIssuer?: Resolver<ResolversTypes['DeleteIssuerPayload'], ParentType, ContextType, RequireFields<MutationDeleteIssuerArgs, 'input'>>;
  createOAuthClientRule?: Resolver<ResolversTypes['CreateOAuthClientRulePayload'], ParentType, ContextType, RequireFields<MutationCreateOAuthClientRuleArgs, 'input'>>;
  updateOAuthClientRule?: Resolver<ResolversTypes['UpdateOAuthClientRulePayload'], ParentType, ContextType, RequireFields<MutationUpdateOAuthClientRuleArgs, 'input'>>;
  deleteOAuthClientRule?: Resolver<ResolversTypes['DeleteOAuthClientRulePayload'], ParentType, ContextType, RequireFields<MutationDeleteOAuthClientRuleArgs, 'input'>>;
  revokeAgentTokens?: Resolver<ResolversTypes['RevokeAgentTokensPayload'], ParentType, ContextType, RequireFields<MutationRevokeAgentTokensArgs, 'input'>>;
  createPolicy?: Resolver<ResolversTypes['CreatePolicyPayload'], ParentType, ContextType, RequireFields<MutationCreatePolicyArgs, 'input'>>;
  updatePolicy?: Resolver<ResolversTypes['UpdatePolicyPayload'], ParentType, ContextType, RequireFields<MutationUpdatePolicyArgs, 'input'>>;
  setDefaultPolicy?: Resolver<ResolversTypes['SetDefaultPolicyPayload'], ParentType, ContextType, RequireFields<MutationSetDefaultPolicyArgs, 'input'>>;
  deletePolicy?: Resolver<ResolversTypes['DeletePolicyPayload'], ParentType, ContextType, RequireFields<MutationDeletePolicyArgs, 'input'>>;
  createProject?: Resolver<ResolversTypes['CreateProjectPayload'], ParentType, ContextType, RequireFields<MutationCreateProjectArgs, 'input'>>;
  updateProject?: Resolver<ResolversTypes['UpdateProjectPayload'], ParentType, ContextType, RequireFields<MutationUpdateProjectArgs, 'input'>>;
  deleteProject?: Resolver<ResolversTypes['DeleteProjectPayload'], ParentType, ContextType, RequireFields<MutationDeleteProjectArgs, 'input'>>;
  createRegistry?: Resolver<ResolversTypes['CreateRegistryPayload'], ParentType, ContextType, RequireFields<MutationCreateRegistryArgs, 'input'>>;
  updateRegistry?: Resolver<ResolversTypes['UpdateRegistryPayload'], ParentType, ContextType, RequireFields<MutationUpdateRegistryArgs, 'input'>>;
  deleteRegistry?: Resolver<ResolversTypes['DeleteRegistryPayload'], ParentType, ContextType, RequireFields<MutationDeleteRegistryArgs, 'input'>>;
  scanServer?: Resolver<ResolversTypes['ScanServerPayload'], ParentType, ContextType, RequireFields<MutationScanServerArgs, 'input'>>;
  waiveFinding?: Resolver<ResolversTypes['WaiveFindingPayload'], ParentType, ContextType, RequireFields<MutationWaiveFindingArgs, 'input'>>;
  revokeWaiver?: Resolver<ResolversTypes['RevokeWaiverPayload'], ParentType, ContextType, RequireFields<MutationRevokeWaiverArgs, 'input'>>;
  setScanSettings?: Resolver<ResolversTypes['SetScanSettingsPayload'], ParentType, ContextType, RequireFields<MutationSetScanSettingsArgs, 'input'>>;
  createServer?: Resolver<ResolversTypes['CreateServerPayload'], ParentType, ContextType, RequireFields<MutationCreateServerArgs, 'input'>>;
  updateServer?: Resolver<ResolversTypes['UpdateServerPayload'], ParentType, ContextType, RequireFields<MutationUpdateServerArgs, 'input'>>;
  setServerEnabled?: Resolver<ResolversTypes['SetServerEnabledPayload'], ParentType, ContextType, RequireFields<MutationSetServerEnabledArgs, 'input'>>;
  deleteServer?: Resolver<ResolversTypes['DeleteServerPayload'], ParentType, ContextType, RequireFields<MutationDeleteServerArgs, 'input'>>;
  discoverServer?: Resolver<ResolversTypes['DiscoverServerPayload'], ParentType, ContextType, RequireFields<MutationDiscoverServerArgs, 'input'>>;
};

export type CredentialTypeResolvers = { STATIC_HEADERS: 'static_headers', CLIENT_CREDENTIALS: 'client_credentials' };

export type CredentialResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Credential'] = ResolversParentTypes['Credential']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  project?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['CredentialType'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  headerNames?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  servers?: Resolver<ReadonlyArray<ResolversTypes['Server']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  rotatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CredentialConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CredentialConnection'] = ResolversParentTypes['CredentialConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CredentialEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Credential']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CredentialEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CredentialEdge'] = ResolversParentTypes['CredentialEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Credential'], ParentType, ContextType>;
};

export type TokenEndpointAuthMethodResolvers = { CLIENT_SECRET_BASIC: 'client_secret_basic', CLIENT_SECRET_POST: 'client_secret_post' };

export type CreateCredentialOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateCredentialOk'] = ResolversParentTypes['CreateCredentialOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  credential?: Resolver<ResolversTypes['Credential'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateCredentialPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateCredentialPayload'] = ResolversParentTypes['CreateCredentialPayload']> = {
  __resolveType: TypeResolveFn<'CreateCredentialOk' | 'InvalidInput' | 'NotFound' | 'NameTaken', ParentType, ContextType>;
};

export type RotateCredentialOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RotateCredentialOk'] = ResolversParentTypes['RotateCredentialOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  credential?: Resolver<ResolversTypes['Credential'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RotateCredentialPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RotateCredentialPayload'] = ResolversParentTypes['RotateCredentialPayload']> = {
  __resolveType: TypeResolveFn<'RotateCredentialOk' | 'InvalidInput' | 'NotFound', ParentType, ContextType>;
};

export type DeleteCredentialOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteCredentialOk'] = ResolversParentTypes['DeleteCredentialOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  deletedId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeleteCredentialPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteCredentialPayload'] = ResolversParentTypes['DeleteCredentialPayload']> = {
  __resolveType: TypeResolveFn<'DeleteCredentialOk' | 'NotFound' | 'InUse', ParentType, ContextType>;
};

export type GrantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Grant'] = ResolversParentTypes['Grant']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  application?: Resolver<ResolversTypes['Application'], ParentType, ContextType>;
  registry?: Resolver<ResolversTypes['Registry'], ParentType, ContextType>;
  servers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Server']>>, ParentType, ContextType>;
  items?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Item']>>, ParentType, ContextType>;
  readOnly?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GrantConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GrantConnection'] = ResolversParentTypes['GrantConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['GrantEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Grant']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type GrantEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GrantEdge'] = ResolversParentTypes['GrantEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Grant'], ParentType, ContextType>;
};

export type CreateGrantOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateGrantOk'] = ResolversParentTypes['CreateGrantOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  grant?: Resolver<ResolversTypes['Grant'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateGrantPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateGrantPayload'] = ResolversParentTypes['CreateGrantPayload']> = {
  __resolveType: TypeResolveFn<'CreateGrantOk' | 'InvalidInput' | 'NotFound', ParentType, ContextType>;
};

export type UpdateGrantOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateGrantOk'] = ResolversParentTypes['UpdateGrantOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  grant?: Resolver<ResolversTypes['Grant'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpdateGrantPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateGrantPayload'] = ResolversParentTypes['UpdateGrantPayload']> = {
  __resolveType: TypeResolveFn<'UpdateGrantOk' | 'InvalidInput' | 'NotFound' | 'StaleRevision', ParentType, ContextType>;
};

export type RevokeGrantOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeGrantOk'] = ResolversParentTypes['RevokeGrantOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revokedId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RevokeGrantPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeGrantPayload'] = ResolversParentTypes['RevokeGrantPayload']> = {
  __resolveType: TypeResolveFn<'RevokeGrantOk' | 'NotFound', ParentType, ContextType>;
};

export type GraphNodeKindResolvers = { APPLICATION: 'application', USER: 'user', AGENT: 'agent', TOOL: 'tool', PROMPT: 'prompt', RESOURCE: 'resource', RESOURCE_TEMPLATE: 'resource_template' };

export type GraphEdgeKindResolvers = { GRANTED: 'granted', CALLED: 'called', BLOCKED: 'blocked' };

export type GraphNodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GraphNode'] = ResolversParentTypes['GraphNode']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['GraphNodeKind'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  detail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['ItemState']>, ParentType, ContextType>;
};

export type GraphEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GraphEdge'] = ResolversParentTypes['GraphEdge']> = {
  from?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['GraphEdgeKind'], ParentType, ContextType>;
  calls?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  errors?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  blocked?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  p50Ms?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  p95Ms?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  bytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  firstAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ApplicationGraphResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApplicationGraph'] = ResolversParentTypes['ApplicationGraph']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['GraphNode']>, ParentType, ContextType>;
  edges?: Resolver<ReadonlyArray<ResolversTypes['GraphEdge']>, ParentType, ContextType>;
  calls?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  truncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type GrantAdviceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GrantAdvice'] = ResolversParentTypes['GrantAdvice']> = {
  grant?: Resolver<ResolversTypes['Grant'], ParentType, ContextType>;
  used?: Resolver<ReadonlyArray<ResolversTypes['Item']>, ParentType, ContextType>;
  unused?: Resolver<ReadonlyArray<ResolversTypes['Item']>, ParentType, ContextType>;
  narrowedItemIds?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ID']>>, ParentType, ContextType>;
};

export type BlastRadiusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BlastRadius'] = ResolversParentTypes['BlastRadius']> = {
  reachable?: Resolver<ReadonlyArray<ResolversTypes['Item']>, ParentType, ContextType>;
  reached?: Resolver<ReadonlyArray<ResolversTypes['Item']>, ParentType, ContextType>;
  applications?: Resolver<ReadonlyArray<ResolversTypes['Application']>, ParentType, ContextType>;
  truncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type InvocationOutcomeResolvers = { OK: 'ok', TOOL_ERROR: 'tool_error', REFUSED: 'refused', BLOCKED: 'blocked', UPSTREAM_ERROR: 'upstream_error', CANCELLED: 'cancelled', FAULT: 'fault' };

export type InvocationRouteResolvers = { AGGREGATED: 'aggregated', SINGLE: 'single' };

export type DecisionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Decision'] = ResolversParentTypes['Decision']> = {
  ruleId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  detectorId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  family?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  action?: Resolver<ResolversTypes['GuardrailAction'], ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['GuardrailMode'], ParentType, ContextType>;
  phase?: Resolver<ResolversTypes['GuardrailPhase'], ParentType, ContextType>;
  carrier?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  start?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  end?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  failed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type InspectedCarrierResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InspectedCarrier'] = ResolversParentTypes['InspectedCarrier']> = {
  carrier?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  bytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type UninspectedCarrierResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UninspectedCarrier'] = ResolversParentTypes['UninspectedCarrier']> = {
  carrier?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CoverageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Coverage'] = ResolversParentTypes['Coverage']> = {
  inspected?: Resolver<ReadonlyArray<ResolversTypes['InspectedCarrier']>, ParentType, ContextType>;
  uninspected?: Resolver<ReadonlyArray<ResolversTypes['UninspectedCarrier']>, ParentType, ContextType>;
  detectors?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CredentialUseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CredentialUse'] = ResolversParentTypes['CredentialUse']> = {
  mode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  credentialId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  provider?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tokenHash?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type InvocationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Invocation'] = ResolversParentTypes['Invocation']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  latencyMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  upstreamMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  applicationId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  application?: Resolver<Maybe<ResolversTypes['Application']>, ParentType, ContextType>;
  keyId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['ApplicationKey']>, ParentType, ContextType>;
  agentName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  agentVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userSubject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  session?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  traceId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  registryId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  registry?: Resolver<Maybe<ResolversTypes['Registry']>, ParentType, ContextType>;
  serverId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  server?: Resolver<Maybe<ResolversTypes['Server']>, ParentType, ContextType>;
  itemId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  item?: Resolver<Maybe<ResolversTypes['Item']>, ParentType, ContextType>;
  requestedName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  itemDigest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  method?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['InvocationOutcome'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  detail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requestBytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  responseBytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  action?: Resolver<ResolversTypes['GuardrailAction'], ParentType, ContextType>;
  wouldBeAction?: Resolver<ResolversTypes['GuardrailAction'], ParentType, ContextType>;
  decisions?: Resolver<ReadonlyArray<ResolversTypes['Decision']>, ParentType, ContextType>;
  coverage?: Resolver<Maybe<ResolversTypes['Coverage']>, ParentType, ContextType>;
  credential?: Resolver<Maybe<ResolversTypes['CredentialUse']>, ParentType, ContextType>;
  incidentId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  route?: Resolver<Maybe<ResolversTypes['InvocationRoute']>, ParentType, ContextType>;
  protocolVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  configVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  nodeId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  dataPlaneNode?: Resolver<Maybe<ResolversTypes['DataPlaneNode']>, ParentType, ContextType>;
  remoteAddress?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvocationConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvocationConnection'] = ResolversParentTypes['InvocationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['InvocationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Invocation']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type InvocationEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvocationEdge'] = ResolversParentTypes['InvocationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Invocation'], ParentType, ContextType>;
};

export type ItemTypeResolvers = { TOOL: 'tool', PROMPT: 'prompt', RESOURCE: 'resource', RESOURCE_TEMPLATE: 'resource_template' };

export type ItemStateResolvers = { DISCOVERED: 'discovered', ENABLED: 'enabled', DISABLED: 'disabled', QUARANTINED: 'quarantined' };

export type ItemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Item'] = ResolversParentTypes['Item']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  server?: Resolver<ResolversTypes['Server'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['ItemType'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  aggregatedName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ItemState'], ParentType, ContextType>;
  quarantineReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  definition?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  digest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  approvedDefinition?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  approvedDigest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  approvedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  approvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  readOnly?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  present?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  findings?: Resolver<ReadonlyArray<ResolversTypes['Finding']>, ParentType, ContextType>;
  diff?: Resolver<Maybe<ResolversTypes['DefinitionDiff']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ItemConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ItemConnection'] = ResolversParentTypes['ItemConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ItemEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Item']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ItemEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ItemEdge'] = ResolversParentTypes['ItemEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Item'], ParentType, ContextType>;
};

export type SetItemsEnabledOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetItemsEnabledOk'] = ResolversParentTypes['SetItemsEnabledOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  items?: Resolver<ReadonlyArray<ResolversTypes['Item']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DefinitionChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DefinitionChanged'] = ResolversParentTypes['DefinitionChanged']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  items?: Resolver<ReadonlyArray<ResolversTypes['Item']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SetItemsEnabledPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetItemsEnabledPayload'] = ResolversParentTypes['SetItemsEnabledPayload']> = {
  __resolveType: TypeResolveFn<'SetItemsEnabledOk' | 'InvalidInput' | 'NotFound' | 'DefinitionChanged', ParentType, ContextType>;
};

export type SetItemReadOnlyOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetItemReadOnlyOk'] = ResolversParentTypes['SetItemReadOnlyOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  item?: Resolver<ResolversTypes['Item'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SetItemReadOnlyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetItemReadOnlyPayload'] = ResolversParentTypes['SetItemReadOnlyPayload']> = {
  __resolveType: TypeResolveFn<'SetItemReadOnlyOk' | 'NotFound', ParentType, ContextType>;
};

export type RejectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Rejection'] = ResolversParentTypes['Rejection']> = {
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type DataPlaneNodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DataPlaneNode'] = ResolversParentTypes['DataPlaneNode']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  software?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  connected?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  appliedVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  appliedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  rejection?: Resolver<Maybe<ResolversTypes['Rejection']>, ParentType, ContextType>;
  lastContactAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  inFlight?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  spooledRecords?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DataPlaneNodeConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DataPlaneNodeConnection'] = ResolversParentTypes['DataPlaneNodeConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DataPlaneNodeEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['DataPlaneNode']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DataPlaneNodeEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DataPlaneNodeEdge'] = ResolversParentTypes['DataPlaneNodeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DataPlaneNode'], ParentType, ContextType>;
};

export type EnforcementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Enforcement'] = ResolversParentTypes['Enforcement']> = {
  enforced?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pending?: Resolver<ReadonlyArray<ResolversTypes['PendingNode']>, ParentType, ContextType>;
};

export type PendingNodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PendingNode'] = ResolversParentTypes['PendingNode']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  appliedVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type JoinTokenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JoinToken'] = ResolversParentTypes['JoinToken']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  prefix?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['KeyState'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type JoinTokenConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JoinTokenConnection'] = ResolversParentTypes['JoinTokenConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['JoinTokenEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['JoinToken']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type JoinTokenEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JoinTokenEdge'] = ResolversParentTypes['JoinTokenEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['JoinToken'], ParentType, ContextType>;
};

export type CreateNodeJoinTokenOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateNodeJoinTokenOk'] = ResolversParentTypes['CreateNodeJoinTokenOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  joinToken?: Resolver<ResolversTypes['JoinToken'], ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateNodeJoinTokenPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateNodeJoinTokenPayload'] = ResolversParentTypes['CreateNodeJoinTokenPayload']> = {
  __resolveType: TypeResolveFn<'CreateNodeJoinTokenOk' | 'InvalidInput', ParentType, ContextType>;
};

export type RevokeNodeJoinTokenOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeNodeJoinTokenOk'] = ResolversParentTypes['RevokeNodeJoinTokenOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  joinToken?: Resolver<ResolversTypes['JoinToken'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RevokeNodeJoinTokenPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeNodeJoinTokenPayload'] = ResolversParentTypes['RevokeNodeJoinTokenPayload']> = {
  __resolveType: TypeResolveFn<'RevokeNodeJoinTokenOk' | 'NotFound', ParentType, ContextType>;
};

export type ClientRegistrationResolvers = { MANUAL: 'manual', METADATA_DOCUMENT: 'metadata_document', DYNAMIC: 'dynamic' };

export type ClientAuthMethodResolvers = { CLIENT_SECRET_BASIC: 'client_secret_basic', CLIENT_SECRET_POST: 'client_secret_post', NONE: 'none' };

export type BrokerGrantResolvers = { AUTHORIZATION_CODE: 'authorization_code', TOKEN_EXCHANGE: 'token_exchange' };

export type OAuthProviderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OAuthProvider'] = ResolversParentTypes['OAuthProvider']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  project?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  issuer?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  metadata?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  metadataAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  registration?: Resolver<ResolversTypes['ClientRegistration'], ParentType, ContextType>;
  clientId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hasSecret?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  authMethod?: Resolver<ResolversTypes['ClientAuthMethod'], ParentType, ContextType>;
  grant?: Resolver<ResolversTypes['BrokerGrant'], ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  sendsResource?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  authorizationParameters?: Resolver<ReadonlyArray<ResolversTypes['OAuthParameter']>, ParentType, ContextType>;
  audience?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  subjectTokenType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requestedTokenType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OAuthProviderConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OAuthProviderConnection'] = ResolversParentTypes['OAuthProviderConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OAuthProviderEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['OAuthProvider']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OAuthProviderEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OAuthProviderEdge'] = ResolversParentTypes['OAuthProviderEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['OAuthProvider'], ParentType, ContextType>;
};

export type OAuthParameterResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OAuthParameter'] = ResolversParentTypes['OAuthParameter']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CreateOAuthProviderOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateOAuthProviderOk'] = ResolversParentTypes['CreateOAuthProviderOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['OAuthProvider'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateOAuthProviderPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateOAuthProviderPayload'] = ResolversParentTypes['CreateOAuthProviderPayload']> = {
  __resolveType: TypeResolveFn<'CreateOAuthProviderOk' | 'InvalidInput' | 'NotFound' | 'NameTaken', ParentType, ContextType>;
};

export type UpdateOAuthProviderOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateOAuthProviderOk'] = ResolversParentTypes['UpdateOAuthProviderOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['OAuthProvider'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpdateOAuthProviderPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateOAuthProviderPayload'] = ResolversParentTypes['UpdateOAuthProviderPayload']> = {
  __resolveType: TypeResolveFn<'UpdateOAuthProviderOk' | 'InvalidInput' | 'NotFound' | 'NameTaken' | 'StaleRevision', ParentType, ContextType>;
};

export type DeleteOAuthProviderOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteOAuthProviderOk'] = ResolversParentTypes['DeleteOAuthProviderOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  deletedId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeleteOAuthProviderPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteOAuthProviderPayload'] = ResolversParentTypes['DeleteOAuthProviderPayload']> = {
  __resolveType: TypeResolveFn<'DeleteOAuthProviderOk' | 'NotFound' | 'InUse', ParentType, ContextType>;
};

export type SetServerProviderOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetServerProviderOk'] = ResolversParentTypes['SetServerProviderOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  server?: Resolver<ResolversTypes['Server'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SetServerProviderPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetServerProviderPayload'] = ResolversParentTypes['SetServerProviderPayload']> = {
  __resolveType: TypeResolveFn<'SetServerProviderOk' | 'InvalidInput' | 'NotFound', ParentType, ContextType>;
};

export type UserTokenSourceResolvers = { CONNECTED: 'connected', PUT: 'put', EXCHANGED: 'exchanged' };

export type UserTokenStateResolvers = { ACTIVE: 'active', REFUSED: 'refused', REVOKED: 'revoked' };

export type UserTokenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserToken'] = ResolversParentTypes['UserToken']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  project?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['OAuthProvider'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  resourceUri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['UserTokenSource'], ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['UserTokenState'], ParentType, ContextType>;
  accountId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  refreshedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserTokenConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserTokenConnection'] = ResolversParentTypes['UserTokenConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['UserTokenEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['UserToken']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type UserTokenEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserTokenEdge'] = ResolversParentTypes['UserTokenEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['UserToken'], ParentType, ContextType>;
};

export type PutUserTokenOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PutUserTokenOk'] = ResolversParentTypes['PutUserTokenOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  token?: Resolver<ResolversTypes['UserToken'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PutUserTokenPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PutUserTokenPayload'] = ResolversParentTypes['PutUserTokenPayload']> = {
  __resolveType: TypeResolveFn<'PutUserTokenOk' | 'InvalidInput' | 'NotFound', ParentType, ContextType>;
};

export type RevokeUserTokenOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeUserTokenOk'] = ResolversParentTypes['RevokeUserTokenOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  token?: Resolver<ResolversTypes['UserToken'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RevokeUserTokenPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeUserTokenPayload'] = ResolversParentTypes['RevokeUserTokenPayload']> = {
  __resolveType: TypeResolveFn<'RevokeUserTokenOk' | 'NotFound', ParentType, ContextType>;
};

export type IssuerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Issuer'] = ResolversParentTypes['Issuer']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  project?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
  issuer?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  jwksUri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  audiences?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  algorithms?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  claimMapping?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IssuerConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IssuerConnection'] = ResolversParentTypes['IssuerConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['IssuerEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Issuer']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type IssuerEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IssuerEdge'] = ResolversParentTypes['IssuerEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Issuer'], ParentType, ContextType>;
};

export type CreateIssuerOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateIssuerOk'] = ResolversParentTypes['CreateIssuerOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  issuer?: Resolver<ResolversTypes['Issuer'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateIssuerPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateIssuerPayload'] = ResolversParentTypes['CreateIssuerPayload']> = {
  __resolveType: TypeResolveFn<'CreateIssuerOk' | 'InvalidInput' | 'NotFound' | 'NameTaken', ParentType, ContextType>;
};

export type UpdateIssuerOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateIssuerOk'] = ResolversParentTypes['UpdateIssuerOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  issuer?: Resolver<ResolversTypes['Issuer'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpdateIssuerPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateIssuerPayload'] = ResolversParentTypes['UpdateIssuerPayload']> = {
  __resolveType: TypeResolveFn<'UpdateIssuerOk' | 'InvalidInput' | 'NotFound' | 'StaleRevision', ParentType, ContextType>;
};

export type DeleteIssuerOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteIssuerOk'] = ResolversParentTypes['DeleteIssuerOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  deletedId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeleteIssuerPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteIssuerPayload'] = ResolversParentTypes['DeleteIssuerPayload']> = {
  __resolveType: TypeResolveFn<'DeleteIssuerOk' | 'NotFound', ParentType, ContextType>;
};

export type OAuthClientRuleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OAuthClientRule'] = ResolversParentTypes['OAuthClientRule']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  project?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
  clientId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  application?: Resolver<ResolversTypes['Application'], ParentType, ContextType>;
  users?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  readOnly?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OAuthClientRuleConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OAuthClientRuleConnection'] = ResolversParentTypes['OAuthClientRuleConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OAuthClientRuleEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['OAuthClientRule']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OAuthClientRuleEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OAuthClientRuleEdge'] = ResolversParentTypes['OAuthClientRuleEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['OAuthClientRule'], ParentType, ContextType>;
};

export type CreateOAuthClientRuleOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateOAuthClientRuleOk'] = ResolversParentTypes['CreateOAuthClientRuleOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['OAuthClientRule'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateOAuthClientRulePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateOAuthClientRulePayload'] = ResolversParentTypes['CreateOAuthClientRulePayload']> = {
  __resolveType: TypeResolveFn<'CreateOAuthClientRuleOk' | 'InvalidInput' | 'NotFound' | 'NameTaken', ParentType, ContextType>;
};

export type UpdateOAuthClientRuleOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateOAuthClientRuleOk'] = ResolversParentTypes['UpdateOAuthClientRuleOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['OAuthClientRule'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpdateOAuthClientRulePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateOAuthClientRulePayload'] = ResolversParentTypes['UpdateOAuthClientRulePayload']> = {
  __resolveType: TypeResolveFn<'UpdateOAuthClientRuleOk' | 'InvalidInput' | 'NotFound' | 'StaleRevision', ParentType, ContextType>;
};

export type DeleteOAuthClientRuleOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteOAuthClientRuleOk'] = ResolversParentTypes['DeleteOAuthClientRuleOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  deletedId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeleteOAuthClientRulePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteOAuthClientRulePayload'] = ResolversParentTypes['DeleteOAuthClientRulePayload']> = {
  __resolveType: TypeResolveFn<'DeleteOAuthClientRuleOk' | 'NotFound', ParentType, ContextType>;
};

export type RevokeAgentTokensOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeAgentTokensOk'] = ResolversParentTypes['RevokeAgentTokensOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  target?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RevokeAgentTokensPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeAgentTokensPayload'] = ResolversParentTypes['RevokeAgentTokensPayload']> = {
  __resolveType: TypeResolveFn<'RevokeAgentTokensOk' | 'InvalidInput', ParentType, ContextType>;
};

export type GuardrailActionResolvers = { ALLOW: 'allow', REDACT: 'redact', BLOCK: 'block' };

export type GuardrailModeResolvers = { ENFORCE: 'enforce', MONITOR: 'monitor' };

export type GuardrailPhaseResolvers = { REQUEST: 'request', RESPONSE: 'response', BOTH: 'both' };

export type RedactionResolvers = { MASK: 'mask', TOKEN: 'token' };

export type PolicyRuleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PolicyRule'] = ResolversParentTypes['PolicyRule']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  match?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  phase?: Resolver<ResolversTypes['GuardrailPhase'], ParentType, ContextType>;
  threshold?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  action?: Resolver<ResolversTypes['GuardrailAction'], ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['GuardrailMode'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  onFailure?: Resolver<ResolversTypes['GuardrailAction'], ParentType, ContextType>;
  server?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tool?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  applicationId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  redaction?: Resolver<ResolversTypes['Redaction'], ParentType, ContextType>;
};

export type PatternKindResolvers = { REGEX: 'regex', KEYWORDS: 'keywords' };

export type CustomPatternResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CustomPattern'] = ResolversParentTypes['CustomPattern']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PatternKind'], ParentType, ContextType>;
  pattern?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  keywords?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  caseSensitive?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type WebhookDetectorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WebhookDetector'] = ResolversParentTypes['WebhookDetector']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  phase?: Resolver<ResolversTypes['GuardrailPhase'], ParentType, ContextType>;
  timeoutMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxBytes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TokenEntitlementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TokenEntitlement'] = ResolversParentTypes['TokenEntitlement']> = {
  server?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tool?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  applicationId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  kinds?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type PolicyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Policy'] = ResolversParentTypes['Policy']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  project?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isDefault?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rules?: Resolver<ReadonlyArray<ResolversTypes['PolicyRule']>, ParentType, ContextType>;
  customPatterns?: Resolver<ReadonlyArray<ResolversTypes['CustomPattern']>, ParentType, ContextType>;
  webhooks?: Resolver<ReadonlyArray<ResolversTypes['WebhookDetector']>, ParentType, ContextType>;
  restore?: Resolver<ReadonlyArray<ResolversTypes['TokenEntitlement']>, ParentType, ContextType>;
  registries?: Resolver<ResolversTypes['RegistryConnection'], ParentType, ContextType, RequireFields<PolicyRegistriesArgs, 'first'>>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PolicyConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PolicyConnection'] = ResolversParentTypes['PolicyConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PolicyEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Policy']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PolicyEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PolicyEdge'] = ResolversParentTypes['PolicyEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Policy'], ParentType, ContextType>;
};

export type CreatePolicyOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreatePolicyOk'] = ResolversParentTypes['CreatePolicyOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  policy?: Resolver<ResolversTypes['Policy'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreatePolicyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreatePolicyPayload'] = ResolversParentTypes['CreatePolicyPayload']> = {
  __resolveType: TypeResolveFn<'CreatePolicyOk' | 'InvalidInput' | 'NotFound' | 'NameTaken', ParentType, ContextType>;
};

export type UpdatePolicyOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdatePolicyOk'] = ResolversParentTypes['UpdatePolicyOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  policy?: Resolver<ResolversTypes['Policy'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpdatePolicyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdatePolicyPayload'] = ResolversParentTypes['UpdatePolicyPayload']> = {
  __resolveType: TypeResolveFn<'UpdatePolicyOk' | 'InvalidInput' | 'NotFound' | 'NameTaken' | 'StaleRevision', ParentType, ContextType>;
};

export type SetDefaultPolicyOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetDefaultPolicyOk'] = ResolversParentTypes['SetDefaultPolicyOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  policy?: Resolver<ResolversTypes['Policy'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SetDefaultPolicyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetDefaultPolicyPayload'] = ResolversParentTypes['SetDefaultPolicyPayload']> = {
  __resolveType: TypeResolveFn<'SetDefaultPolicyOk' | 'NotFound', ParentType, ContextType>;
};

export type DeletePolicyOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeletePolicyOk'] = ResolversParentTypes['DeletePolicyOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  deletedId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeletePolicyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeletePolicyPayload'] = ResolversParentTypes['DeletePolicyPayload']> = {
  __resolveType: TypeResolveFn<'DeletePolicyOk' | 'NotFound' | 'InUse', ParentType, ContextType>;
};

export type TestPolicyOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TestPolicyOk'] = ResolversParentTypes['TestPolicyOk']> = {
  action?: Resolver<ResolversTypes['GuardrailAction'], ParentType, ContextType>;
  wouldBeAction?: Resolver<ResolversTypes['GuardrailAction'], ParentType, ContextType>;
  decisions?: Resolver<ReadonlyArray<ResolversTypes['Decision']>, ParentType, ContextType>;
  result?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  coverage?: Resolver<ResolversTypes['Coverage'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TestPolicyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TestPolicyPayload'] = ResolversParentTypes['TestPolicyPayload']> = {
  __resolveType: TypeResolveFn<'TestPolicyOk' | 'InvalidInput' | 'NotFound', ParentType, ContextType>;
};

export type ProjectResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  allowedPrivateTargets?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  registries?: Resolver<ResolversTypes['RegistryConnection'], ParentType, ContextType, RequireFields<ProjectRegistriesArgs, 'first'>>;
  applications?: Resolver<ResolversTypes['ApplicationConnection'], ParentType, ContextType, RequireFields<ProjectApplicationsArgs, 'first'>>;
  policies?: Resolver<ResolversTypes['PolicyConnection'], ParentType, ContextType, RequireFields<ProjectPoliciesArgs, 'first'>>;
  credentials?: Resolver<ResolversTypes['CredentialConnection'], ParentType, ContextType, RequireFields<ProjectCredentialsArgs, 'first'>>;
  defaultPolicy?: Resolver<ResolversTypes['Policy'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProjectConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProjectConnection'] = ResolversParentTypes['ProjectConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ProjectEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Project']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ProjectEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProjectEdge'] = ResolversParentTypes['ProjectEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
};

export type CreateProjectOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateProjectOk'] = ResolversParentTypes['CreateProjectOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  project?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateProjectPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateProjectPayload'] = ResolversParentTypes['CreateProjectPayload']> = {
  __resolveType: TypeResolveFn<'CreateProjectOk' | 'InvalidInput' | 'NameTaken', ParentType, ContextType>;
};

export type UpdateProjectOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateProjectOk'] = ResolversParentTypes['UpdateProjectOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  project?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpdateProjectPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateProjectPayload'] = ResolversParentTypes['UpdateProjectPayload']> = {
  __resolveType: TypeResolveFn<'UpdateProjectOk' | 'InvalidInput' | 'NotFound' | 'NameTaken' | 'StaleRevision', ParentType, ContextType>;
};

export type DeleteProjectOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteProjectOk'] = ResolversParentTypes['DeleteProjectOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  deletedId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeleteProjectPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteProjectPayload'] = ResolversParentTypes['DeleteProjectPayload']> = {
  __resolveType: TypeResolveFn<'DeleteProjectOk' | 'NotFound' | 'InUse', ParentType, ContextType>;
};

export type CredentialModeResolvers = { INTERNAL: 'internal', OAUTH_PASSTHROUGH: 'oauth_passthrough', TOKEN_BROKER: 'token_broker' };

export type RegistryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Registry'] = ResolversParentTypes['Registry']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  project?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  credentialMode?: Resolver<ResolversTypes['CredentialMode'], ParentType, ContextType>;
  policy?: Resolver<ResolversTypes['Policy'], ParentType, ContextType>;
  refuseAfterSilenceS?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  recordPayloads?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  endpointPath?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  endpointUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  servers?: Resolver<ResolversTypes['ServerConnection'], ParentType, ContextType, RequireFields<RegistryServersArgs, 'first'>>;
  grants?: Resolver<ResolversTypes['GrantConnection'], ParentType, ContextType, RequireFields<RegistryGrantsArgs, 'first'>>;
  scanSettings?: Resolver<ResolversTypes['ScanSettings'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RegistryConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RegistryConnection'] = ResolversParentTypes['RegistryConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RegistryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Registry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RegistryEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RegistryEdge'] = ResolversParentTypes['RegistryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Registry'], ParentType, ContextType>;
};

export type CreateRegistryOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateRegistryOk'] = ResolversParentTypes['CreateRegistryOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  registry?: Resolver<ResolversTypes['Registry'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateRegistryPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateRegistryPayload'] = ResolversParentTypes['CreateRegistryPayload']> = {
  __resolveType: TypeResolveFn<'CreateRegistryOk' | 'InvalidInput' | 'NotFound' | 'NameTaken', ParentType, ContextType>;
};

export type UpdateRegistryOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateRegistryOk'] = ResolversParentTypes['UpdateRegistryOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  registry?: Resolver<ResolversTypes['Registry'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpdateRegistryPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateRegistryPayload'] = ResolversParentTypes['UpdateRegistryPayload']> = {
  __resolveType: TypeResolveFn<'UpdateRegistryOk' | 'InvalidInput' | 'NotFound' | 'NameTaken' | 'StaleRevision', ParentType, ContextType>;
};

export type DeleteRegistryOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteRegistryOk'] = ResolversParentTypes['DeleteRegistryOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  deletedId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeleteRegistryPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteRegistryPayload'] = ResolversParentTypes['DeleteRegistryPayload']> = {
  __resolveType: TypeResolveFn<'DeleteRegistryOk' | 'NotFound', ParentType, ContextType>;
};

export type FindingClassResolvers = { ATTACK: 'attack', EXPOSURE: 'exposure', HYGIENE: 'hygiene' };

export type SeverityResolvers = { INFO: 'info', LOW: 'low', MEDIUM: 'medium', HIGH: 'high', CRITICAL: 'critical' };

export type ScanStateResolvers = { QUEUED: 'queued', RUNNING: 'running', DONE: 'done', FAILED: 'failed' };

export type ScanReasonResolvers = { ENABLED: 'enabled', DISCOVERED: 'discovered', REQUESTED: 'requested', SCHEDULED: 'scheduled', DRIFT: 'drift', CHECKS_CHANGED: 'checks_changed' };

export type ScanVerdictResolvers = { CLEAN: 'clean', FINDINGS: 'findings', INCOMPLETE: 'incomplete' };

export type FindingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Finding'] = ResolversParentTypes['Finding']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  check?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  class?: Resolver<ResolversTypes['FindingClass'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  item?: Resolver<Maybe<ResolversTypes['Item']>, ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  start?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  end?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  note?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  decoded?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  remediation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  references?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  waiver?: Resolver<Maybe<ResolversTypes['Waiver']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WaiverResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Waiver'] = ResolversParentTypes['Waiver']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  check?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  author?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ScanResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Scan'] = ResolversParentTypes['Scan']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  server?: Resolver<ResolversTypes['Server'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['ScanReason'], ParentType, ContextType>;
  requestedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ScanState'], ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  progress?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  verdict?: Resolver<Maybe<ResolversTypes['ScanVerdict']>, ParentType, ContextType>;
  grade?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  risk?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  riskExplanation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  checksVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  coverage?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  findings?: Resolver<ReadonlyArray<ResolversTypes['Finding']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ScanConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScanConnection'] = ResolversParentTypes['ScanConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ScanEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Scan']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ScanEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScanEdge'] = ResolversParentTypes['ScanEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Scan'], ParentType, ContextType>;
};

export type DefinitionChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DefinitionChange'] = ResolversParentTypes['DefinitionChange']> = {
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  note?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DefinitionDiffResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DefinitionDiff'] = ResolversParentTypes['DefinitionDiff']> = {
  grade?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  changes?: Resolver<ReadonlyArray<ResolversTypes['DefinitionChange']>, ParentType, ContextType>;
};

export type ScanSettingsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScanSettings'] = ResolversParentTypes['ScanSettings']> = {
  rescanIntervalS?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  allowHarmlessChanges?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  forbidEnablingFrom?: Resolver<Maybe<ResolversTypes['Severity']>, ParentType, ContextType>;
  quarantineFrom?: Resolver<Maybe<ResolversTypes['Severity']>, ParentType, ContextType>;
};

export type ScanServerOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScanServerOk'] = ResolversParentTypes['ScanServerOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scan?: Resolver<ResolversTypes['Scan'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ScanServerPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScanServerPayload'] = ResolversParentTypes['ScanServerPayload']> = {
  __resolveType: TypeResolveFn<'ScanServerOk' | 'NotFound', ParentType, ContextType>;
};

export type WaiveFindingOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WaiveFindingOk'] = ResolversParentTypes['WaiveFindingOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  waiver?: Resolver<ResolversTypes['Waiver'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WaiveFindingPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WaiveFindingPayload'] = ResolversParentTypes['WaiveFindingPayload']> = {
  __resolveType: TypeResolveFn<'WaiveFindingOk' | 'InvalidInput' | 'NotFound', ParentType, ContextType>;
};

export type RevokeWaiverOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeWaiverOk'] = ResolversParentTypes['RevokeWaiverOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  waiver?: Resolver<ResolversTypes['Waiver'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RevokeWaiverPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeWaiverPayload'] = ResolversParentTypes['RevokeWaiverPayload']> = {
  __resolveType: TypeResolveFn<'RevokeWaiverOk' | 'NotFound', ParentType, ContextType>;
};

export type SetScanSettingsOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetScanSettingsOk'] = ResolversParentTypes['SetScanSettingsOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  settings?: Resolver<ResolversTypes['ScanSettings'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SetScanSettingsPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetScanSettingsPayload'] = ResolversParentTypes['SetScanSettingsPayload']> = {
  __resolveType: TypeResolveFn<'SetScanSettingsOk' | 'InvalidInput' | 'NotFound', ParentType, ContextType>;
};

export type TransportResolvers = { STREAMABLE_HTTP: 'streamable_http', SSE: 'sse', STDIO: 'stdio' };

export type EraResolvers = { LEGACY: 'legacy', MODERN: 'modern' };

export type ServerLimitsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ServerLimits'] = ResolversParentTypes['ServerLimits']> = {
  timeoutMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  maxResponseBytes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  maxConcurrent?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  requestsPerMinute?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ItemCountsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ItemCounts'] = ResolversParentTypes['ItemCounts']> = {
  discovered?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  disabled?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  quarantined?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DiscoveryReportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DiscoveryReport'] = ResolversParentTypes['DiscoveryReport']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  succeeded?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ServerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Server'] = ResolversParentTypes['Server']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  registry?: Resolver<ResolversTypes['Registry'], ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  transport?: Resolver<ResolversTypes['Transport'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  command?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  environmentNames?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  credentialMode?: Resolver<Maybe<ResolversTypes['CredentialMode']>, ParentType, ContextType>;
  effectiveCredentialMode?: Resolver<ResolversTypes['CredentialMode'], ParentType, ContextType>;
  credential?: Resolver<Maybe<ResolversTypes['Credential']>, ParentType, ContextType>;
  resourceUri?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  era?: Resolver<Maybe<ResolversTypes['Era']>, ParentType, ContextType>;
  protocolVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  softwareName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  softwareVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  limits?: Resolver<ResolversTypes['ServerLimits'], ParentType, ContextType>;
  instructions?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  authorizationServers?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  endpointPath?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  items?: Resolver<ResolversTypes['ItemConnection'], ParentType, ContextType, RequireFields<ServerItemsArgs, 'first'>>;
  itemCounts?: Resolver<ResolversTypes['ItemCounts'], ParentType, ContextType>;
  lastDiscovery?: Resolver<Maybe<ResolversTypes['DiscoveryReport']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  oauthProvider?: Resolver<Maybe<ResolversTypes['OAuthProvider']>, ParentType, ContextType>;
  scans?: Resolver<ResolversTypes['ScanConnection'], ParentType, ContextType, RequireFields<ServerScansArgs, 'first'>>;
  lastScan?: Resolver<Maybe<ResolversTypes['Scan']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ServerConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ServerConnection'] = ResolversParentTypes['ServerConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ServerEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Server']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ServerEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ServerEdge'] = ResolversParentTypes['ServerEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Server'], ParentType, ContextType>;
};

export type CreateServerOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateServerOk'] = ResolversParentTypes['CreateServerOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  server?: Resolver<ResolversTypes['Server'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateServerPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateServerPayload'] = ResolversParentTypes['CreateServerPayload']> = {
  __resolveType: TypeResolveFn<'CreateServerOk' | 'InvalidInput' | 'NotFound' | 'NameTaken', ParentType, ContextType>;
};

export type UpdateServerOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateServerOk'] = ResolversParentTypes['UpdateServerOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  server?: Resolver<ResolversTypes['Server'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpdateServerPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateServerPayload'] = ResolversParentTypes['UpdateServerPayload']> = {
  __resolveType: TypeResolveFn<'UpdateServerOk' | 'InvalidInput' | 'NotFound' | 'NameTaken' | 'StaleRevision', ParentType, ContextType>;
};

export type SetServerEnabledOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetServerEnabledOk'] = ResolversParentTypes['SetServerEnabledOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  server?: Resolver<ResolversTypes['Server'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SetServerEnabledPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetServerEnabledPayload'] = ResolversParentTypes['SetServerEnabledPayload']> = {
  __resolveType: TypeResolveFn<'SetServerEnabledOk' | 'NotFound', ParentType, ContextType>;
};

export type DeleteServerOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteServerOk'] = ResolversParentTypes['DeleteServerOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  deletedId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeleteServerPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteServerPayload'] = ResolversParentTypes['DeleteServerPayload']> = {
  __resolveType: TypeResolveFn<'DeleteServerOk' | 'NotFound', ParentType, ContextType>;
};

export type DiscoverServerOkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DiscoverServerOk'] = ResolversParentTypes['DiscoverServerOk']> = {
  configVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  server?: Resolver<ResolversTypes['Server'], ParentType, ContextType>;
  added?: Resolver<ReadonlyArray<ResolversTypes['Item']>, ParentType, ContextType>;
  changed?: Resolver<ReadonlyArray<ResolversTypes['Item']>, ParentType, ContextType>;
  missing?: Resolver<ReadonlyArray<ResolversTypes['Item']>, ParentType, ContextType>;
  incomplete?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DiscoveryErrorCodeResolvers = { UNREACHABLE: 'unreachable', CERTIFICATE: 'certificate', AUTH_REQUIRED: 'auth_required', TIMEOUT: 'timeout', CANCELLED: 'cancelled', TOO_LARGE: 'too_large', REFUSED_BY_US: 'refused_by_us', NOT_MCP: 'not_mcp' };

export type DiscoveryErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DiscoveryError'] = ResolversParentTypes['DiscoveryError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['DiscoveryErrorCode'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DiscoverServerPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DiscoverServerPayload'] = ResolversParentTypes['DiscoverServerPayload']> = {
  __resolveType: TypeResolveFn<'DiscoverServerOk' | 'InvalidInput' | 'NotFound' | 'DiscoveryError', ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Role?: RoleResolvers;
  Viewer?: ViewerResolvers<ContextType>;
  AdminToken?: AdminTokenResolvers<ContextType>;
  AdminTokenConnection?: AdminTokenConnectionResolvers<ContextType>;
  AdminTokenEdge?: AdminTokenEdgeResolvers<ContextType>;
  CreateAdminTokenOk?: CreateAdminTokenOkResolvers<ContextType>;
  CreateAdminTokenPayload?: CreateAdminTokenPayloadResolvers<ContextType>;
  RevokeAdminTokenOk?: RevokeAdminTokenOkResolvers<ContextType>;
  RevokeAdminTokenPayload?: RevokeAdminTokenPayloadResolvers<ContextType>;
  ApplicationType?: ApplicationTypeResolvers;
  Application?: ApplicationResolvers<ContextType>;
  ApplicationConnection?: ApplicationConnectionResolvers<ContextType>;
  ApplicationEdge?: ApplicationEdgeResolvers<ContextType>;
  KeyState?: KeyStateResolvers;
  ApplicationKey?: ApplicationKeyResolvers<ContextType>;
  ApplicationKeyConnection?: ApplicationKeyConnectionResolvers<ContextType>;
  ApplicationKeyEdge?: ApplicationKeyEdgeResolvers<ContextType>;
  CreateApplicationOk?: CreateApplicationOkResolvers<ContextType>;
  CreateApplicationPayload?: CreateApplicationPayloadResolvers<ContextType>;
  UpdateApplicationOk?: UpdateApplicationOkResolvers<ContextType>;
  UpdateApplicationPayload?: UpdateApplicationPayloadResolvers<ContextType>;
  DeleteApplicationOk?: DeleteApplicationOkResolvers<ContextType>;
  DeleteApplicationPayload?: DeleteApplicationPayloadResolvers<ContextType>;
  CreateApplicationKeyOk?: CreateApplicationKeyOkResolvers<ContextType>;
  CreateApplicationKeyPayload?: CreateApplicationKeyPayloadResolvers<ContextType>;
  RevokeApplicationKeyOk?: RevokeApplicationKeyOkResolvers<ContextType>;
  RevokeApplicationKeyPayload?: RevokeApplicationKeyPayloadResolvers<ContextType>;
  AuditEntry?: AuditEntryResolvers<ContextType>;
  AuditEntryConnection?: AuditEntryConnectionResolvers<ContextType>;
  AuditEntryEdge?: AuditEntryEdgeResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  Node?: NodeResolvers<ContextType>;
  Failure?: FailureResolvers<ContextType>;
  Change?: ChangeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Problem?: ProblemResolvers<ContextType>;
  InvalidInput?: InvalidInputResolvers<ContextType>;
  NotFound?: NotFoundResolvers<ContextType>;
  NameTaken?: NameTakenResolvers<ContextType>;
  StaleRevision?: StaleRevisionResolvers<ContextType>;
  InUse?: InUseResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  CredentialType?: CredentialTypeResolvers;
  Credential?: CredentialResolvers<ContextType>;
  CredentialConnection?: CredentialConnectionResolvers<ContextType>;
  CredentialEdge?: CredentialEdgeResolvers<ContextType>;
  TokenEndpointAuthMethod?: TokenEndpointAuthMethodResolvers;
  CreateCredentialOk?: CreateCredentialOkResolvers<ContextType>;
  CreateCredentialPayload?: CreateCredentialPayloadResolvers<ContextType>;
  RotateCredentialOk?: RotateCredentialOkResolvers<ContextType>;
  RotateCredentialPayload?: RotateCredentialPayloadResolvers<ContextType>;
  DeleteCredentialOk?: DeleteCredentialOkResolvers<ContextType>;
  DeleteCredentialPayload?: DeleteCredentialPayloadResolvers<ContextType>;
  Grant?: GrantResolvers<ContextType>;
  GrantConnection?: GrantConnectionResolvers<ContextType>;
  GrantEdge?: GrantEdgeResolvers<ContextType>;
  CreateGrantOk?: CreateGrantOkResolvers<ContextType>;
  CreateGrantPayload?: CreateGrantPayloadResolvers<ContextType>;
  UpdateGrantOk?: UpdateGrantOkResolvers<ContextType>;
  UpdateGrantPayload?: UpdateGrantPayloadResolvers<ContextType>;
  RevokeGrantOk?: RevokeGrantOkResolvers<ContextType>;
  RevokeGrantPayload?: RevokeGrantPayloadResolvers<ContextType>;
  GraphNodeKind?: GraphNodeKindResolvers;
  GraphEdgeKind?: GraphEdgeKindResolvers;
  GraphNode?: GraphNodeResolvers<ContextType>;
  GraphEdge?: GraphEdgeResolvers<ContextType>;
  ApplicationGraph?: ApplicationGraphResolvers<ContextType>;
  GrantAdvice?: GrantAdviceResolvers<ContextType>;
  BlastRadius?: BlastRadiusResolvers<ContextType>;
  InvocationOutcome?: InvocationOutcomeResolvers;
  InvocationRoute?: InvocationRouteResolvers;
  Decision?: DecisionResolvers<ContextType>;
  InspectedCarrier?: InspectedCarrierResolvers<ContextType>;
  UninspectedCarrier?: UninspectedCarrierResolvers<ContextType>;
  Coverage?: CoverageResolvers<ContextType>;
  CredentialUse?: CredentialUseResolvers<ContextType>;
  Invocation?: InvocationResolvers<ContextType>;
  InvocationConnection?: InvocationConnectionResolvers<ContextType>;
  InvocationEdge?: InvocationEdgeResolvers<ContextType>;
  ItemType?: ItemTypeResolvers;
  ItemState?: ItemStateResolvers;
  Item?: ItemResolvers<ContextType>;
  ItemConnection?: ItemConnectionResolvers<ContextType>;
  ItemEdge?: ItemEdgeResolvers<ContextType>;
  SetItemsEnabledOk?: SetItemsEnabledOkResolvers<ContextType>;
  DefinitionChanged?: DefinitionChangedResolvers<ContextType>;
  SetItemsEnabledPayload?: SetItemsEnabledPayloadResolvers<ContextType>;
  SetItemReadOnlyOk?: SetItemReadOnlyOkResolvers<ContextType>;
  SetItemReadOnlyPayload?: SetItemReadOnlyPayloadResolvers<ContextType>;
  Rejection?: RejectionResolvers<ContextType>;
  DataPlaneNode?: DataPlaneNodeResolvers<ContextType>;
  DataPlaneNodeConnection?: DataPlaneNodeConnectionResolvers<ContextType>;
  DataPlaneNodeEdge?: DataPlaneNodeEdgeResolvers<ContextType>;
  Enforcement?: EnforcementResolvers<ContextType>;
  PendingNode?: PendingNodeResolvers<ContextType>;
  JoinToken?: JoinTokenResolvers<ContextType>;
  JoinTokenConnection?: JoinTokenConnectionResolvers<ContextType>;
  JoinTokenEdge?: JoinTokenEdgeResolvers<ContextType>;
  CreateNodeJoinTokenOk?: CreateNodeJoinTokenOkResolvers<ContextType>;
  CreateNodeJoinTokenPayload?: CreateNodeJoinTokenPayloadResolvers<ContextType>;
  RevokeNodeJoinTokenOk?: RevokeNodeJoinTokenOkResolvers<ContextType>;
  RevokeNodeJoinTokenPayload?: RevokeNodeJoinTokenPayloadResolvers<ContextType>;
  ClientRegistration?: ClientRegistrationResolvers;
  ClientAuthMethod?: ClientAuthMethodResolvers;
  BrokerGrant?: BrokerGrantResolvers;
  OAuthProvider?: OAuthProviderResolvers<ContextType>;
  OAuthProviderConnection?: OAuthProviderConnectionResolvers<ContextType>;
  OAuthProviderEdge?: OAuthProviderEdgeResolvers<ContextType>;
  OAuthParameter?: OAuthParameterResolvers<ContextType>;
  CreateOAuthProviderOk?: CreateOAuthProviderOkResolvers<ContextType>;
  CreateOAuthProviderPayload?: CreateOAuthProviderPayloadResolvers<ContextType>;
  UpdateOAuthProviderOk?: UpdateOAuthProviderOkResolvers<ContextType>;
  UpdateOAuthProviderPayload?: UpdateOAuthProviderPayloadResolvers<ContextType>;
  DeleteOAuthProviderOk?: DeleteOAuthProviderOkResolvers<ContextType>;
  DeleteOAuthProviderPayload?: DeleteOAuthProviderPayloadResolvers<ContextType>;
  SetServerProviderOk?: SetServerProviderOkResolvers<ContextType>;
  SetServerProviderPayload?: SetServerProviderPayloadResolvers<ContextType>;
  UserTokenSource?: UserTokenSourceResolvers;
  UserTokenState?: UserTokenStateResolvers;
  UserToken?: UserTokenResolvers<ContextType>;
  UserTokenConnection?: UserTokenConnectionResolvers<ContextType>;
  UserTokenEdge?: UserTokenEdgeResolvers<ContextType>;
  PutUserTokenOk?: PutUserTokenOkResolvers<ContextType>;
  PutUserTokenPayload?: PutUserTokenPayloadResolvers<ContextType>;
  RevokeUserTokenOk?: RevokeUserTokenOkResolvers<ContextType>;
  RevokeUserTokenPayload?: RevokeUserTokenPayloadResolvers<ContextType>;
  Issuer?: IssuerResolvers<ContextType>;
  IssuerConnection?: IssuerConnectionResolvers<ContextType>;
  IssuerEdge?: IssuerEdgeResolvers<ContextType>;
  CreateIssuerOk?: CreateIssuerOkResolvers<ContextType>;
  CreateIssuerPayload?: CreateIssuerPayloadResolvers<ContextType>;
  UpdateIssuerOk?: UpdateIssuerOkResolvers<ContextType>;
  UpdateIssuerPayload?: UpdateIssuerPayloadResolvers<ContextType>;
  DeleteIssuerOk?: DeleteIssuerOkResolvers<ContextType>;
  DeleteIssuerPayload?: DeleteIssuerPayloadResolvers<ContextType>;
  OAuthClientRule?: OAuthClientRuleResolvers<ContextType>;
  OAuthClientRuleConnection?: OAuthClientRuleConnectionResolvers<ContextType>;
  OAuthClientRuleEdge?: OAuthClientRuleEdgeResolvers<ContextType>;
  CreateOAuthClientRuleOk?: CreateOAuthClientRuleOkResolvers<ContextType>;
  CreateOAuthClientRulePayload?: CreateOAuthClientRulePayloadResolvers<ContextType>;
  UpdateOAuthClientRuleOk?: UpdateOAuthClientRuleOkResolvers<ContextType>;
  UpdateOAuthClientRulePayload?: UpdateOAuthClientRulePayloadResolvers<ContextType>;
  DeleteOAuthClientRuleOk?: DeleteOAuthClientRuleOkResolvers<ContextType>;
  DeleteOAuthClientRulePayload?: DeleteOAuthClientRulePayloadResolvers<ContextType>;
  RevokeAgentTokensOk?: RevokeAgentTokensOkResolvers<ContextType>;
  RevokeAgentTokensPayload?: RevokeAgentTokensPayloadResolvers<ContextType>;
  GuardrailAction?: GuardrailActionResolvers;
  GuardrailMode?: GuardrailModeResolvers;
  GuardrailPhase?: GuardrailPhaseResolvers;
  Redaction?: RedactionResolvers;
  PolicyRule?: PolicyRuleResolvers<ContextType>;
  PatternKind?: PatternKindResolvers;
  CustomPattern?: CustomPatternResolvers<ContextType>;
  WebhookDetector?: WebhookDetectorResolvers<ContextType>;
  TokenEntitlement?: TokenEntitlementResolvers<ContextType>;
  Policy?: PolicyResolvers<ContextType>;
  PolicyConnection?: PolicyConnectionResolvers<ContextType>;
  PolicyEdge?: PolicyEdgeResolvers<ContextType>;
  CreatePolicyOk?: CreatePolicyOkResolvers<ContextType>;
  CreatePolicyPayload?: CreatePolicyPayloadResolvers<ContextType>;
  UpdatePolicyOk?: UpdatePolicyOkResolvers<ContextType>;
  UpdatePolicyPayload?: UpdatePolicyPayloadResolvers<ContextType>;
  SetDefaultPolicyOk?: SetDefaultPolicyOkResolvers<ContextType>;
  SetDefaultPolicyPayload?: SetDefaultPolicyPayloadResolvers<ContextType>;
  DeletePolicyOk?: DeletePolicyOkResolvers<ContextType>;
  DeletePolicyPayload?: DeletePolicyPayloadResolvers<ContextType>;
  TestPolicyOk?: TestPolicyOkResolvers<ContextType>;
  TestPolicyPayload?: TestPolicyPayloadResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  ProjectConnection?: ProjectConnectionResolvers<ContextType>;
  ProjectEdge?: ProjectEdgeResolvers<ContextType>;
  CreateProjectOk?: CreateProjectOkResolvers<ContextType>;
  CreateProjectPayload?: CreateProjectPayloadResolvers<ContextType>;
  UpdateProjectOk?: UpdateProjectOkResolvers<ContextType>;
  UpdateProjectPayload?: UpdateProjectPayloadResolvers<ContextType>;
  DeleteProjectOk?: DeleteProjectOkResolvers<ContextType>;
  DeleteProjectPayload?: DeleteProjectPayloadResolvers<ContextType>;
  CredentialMode?: CredentialModeResolvers;
  Registry?: RegistryResolvers<ContextType>;
  RegistryConnection?: RegistryConnectionResolvers<ContextType>;
  RegistryEdge?: RegistryEdgeResolvers<ContextType>;
  CreateRegistryOk?: CreateRegistryOkResolvers<ContextType>;
  CreateRegistryPayload?: CreateRegistryPayloadResolvers<ContextType>;
  UpdateRegistryOk?: UpdateRegistryOkResolvers<ContextType>;
  UpdateRegistryPayload?: UpdateRegistryPayloadResolvers<ContextType>;
  DeleteRegistryOk?: DeleteRegistryOkResolvers<ContextType>;
  DeleteRegistryPayload?: DeleteRegistryPayloadResolvers<ContextType>;
  FindingClass?: FindingClassResolvers;
  Severity?: SeverityResolvers;
  ScanState?: ScanStateResolvers;
  ScanReason?: ScanReasonResolvers;
  ScanVerdict?: ScanVerdictResolvers;
  Finding?: FindingResolvers<ContextType>;
  Waiver?: WaiverResolvers<ContextType>;
  Scan?: ScanResolvers<ContextType>;
  ScanConnection?: ScanConnectionResolvers<ContextType>;
  ScanEdge?: ScanEdgeResolvers<ContextType>;
  DefinitionChange?: DefinitionChangeResolvers<ContextType>;
  DefinitionDiff?: DefinitionDiffResolvers<ContextType>;
  ScanSettings?: ScanSettingsResolvers<ContextType>;
  ScanServerOk?: ScanServerOkResolvers<ContextType>;
  ScanServerPayload?: ScanServerPayloadResolvers<ContextType>;
  WaiveFindingOk?: WaiveFindingOkResolvers<ContextType>;
  WaiveFindingPayload?: WaiveFindingPayloadResolvers<ContextType>;
  RevokeWaiverOk?: RevokeWaiverOkResolvers<ContextType>;
  RevokeWaiverPayload?: RevokeWaiverPayloadResolvers<ContextType>;
  SetScanSettingsOk?: SetScanSettingsOkResolvers<ContextType>;
  SetScanSettingsPayload?: SetScanSettingsPayloadResolvers<ContextType>;
  Transport?: TransportResolvers;
  Era?: EraResolvers;
  ServerLimits?: ServerLimitsResolvers<ContextType>;
  ItemCounts?: ItemCountsResolvers<ContextType>;
  DiscoveryReport?: DiscoveryReportResolvers<ContextType>;
  Server?: ServerResolvers<ContextType>;
  ServerConnection?: ServerConnectionResolvers<ContextType>;
  ServerEdge?: ServerEdgeResolvers<ContextType>;
  CreateServerOk?: CreateServerOkResolvers<ContextType>;
  CreateServerPayload?: CreateServerPayloadResolvers<ContextType>;
  UpdateServerOk?: UpdateServerOkResolvers<ContextType>;
  UpdateServerPayload?: UpdateServerPayloadResolvers<ContextType>;
  SetServerEnabledOk?: SetServerEnabledOkResolvers<ContextType>;
  SetServerEnabledPayload?: SetServerEnabledPayloadResolvers<ContextType>;
  DeleteServerOk?: DeleteServerOkResolvers<ContextType>;
  DeleteServerPayload?: DeleteServerPayloadResolvers<ContextType>;
  DiscoverServerOk?: DiscoverServerOkResolvers<ContextType>;
  DiscoveryErrorCode?: DiscoveryErrorCodeResolvers;
  DiscoveryError?: DiscoveryErrorResolvers<ContextType>;
  DiscoverServerPayload?: DiscoverServerPayloadResolvers<ContextType>;
};

