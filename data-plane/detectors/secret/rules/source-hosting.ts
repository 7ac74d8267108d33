import type { ServiceRule, TokenRule } from '../rule.ts';

/**
 * Source hosting, package registries, build and delivery services.
 *
 * Source: the providers' documentation of their key formats.
 */
export const sourceHostingTokens: readonly TokenRule[] = [
  { id: 'github-token', starts: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], body: '[A-Za-z0-9]{36,251}(?![A-Za-z0-9])', entropy: 2.8 },
  { id: 'github-fine-grained-pat', starts: ['github_pat_'], body: '[A-Za-z0-9_]{36,255}', entropy: 3 },
  {
    id: 'gitlab-token',
    starts: ['glpat-', 'gldt-', 'glrt-', 'glft-', 'glsoat-', 'glffct-', 'glimt-', 'glrtr-', 'glwt-'],
    body: '[A-Za-z0-9_-]{20,300}(?:\\.[0-9a-z]{2}\\.?[0-9a-z]{7,9})?',
    entropy: 2.8,
  },
  { id: 'gitlab-trigger-token', starts: ['glptt-'], body: '[0-9a-f]{40}' },
  { id: 'gitlab-ci-job-token', starts: ['glcbt-'], body: '(?:[0-9a-zA-Z]{1,5}_)?[A-Za-z0-9_-]{20,64}', entropy: 2.8 },
  { id: 'gitlab-agent-token', starts: ['glagent-'], body: '[A-Za-z0-9_-]{50,1024}', entropy: 3 },
  { id: 'gitlab-oauth-secret', starts: ['gloas-'], body: '[A-Za-z0-9_-]{64}(?![A-Za-z0-9_-])', entropy: 2.8 },
  { id: 'gitlab-runner-registration-token', starts: ['GR1348941'], body: '[A-Za-z0-9_-]{20,50}', entropy: 2.8 },
  { id: 'gitlab-session-cookie', starts: ['_gitlab_session='], body: '[0-9a-z]{32}(?![0-9a-z])' },
  { id: 'bitbucket-token', starts: ['ATBB', 'ATCTT3'], body: '[A-Za-z0-9_=-]{24,200}(?![A-Za-z0-9_-])', entropy: 3.4 },
  { id: 'atlassian-token', starts: ['ATATT3', 'ATSTT3', 'ATOAT3'], body: '[A-Za-z0-9_=-]{60,250}', entropy: 3.4 },
  { id: 'trello-token', starts: ['ATTA'], body: '[a-f0-9]{60,80}', entropy: 3 },
  {
    id: 'sourcegraph-token',
    starts: ['sgp_', 'slk_', 'sgd_'],
    body: '(?:(?:[a-fA-F0-9]{16}|local)_)?[a-fA-F0-9]{40,64}(?![A-Za-z0-9])',
    entropy: 2.8,
  },
  { id: 'npm-token', starts: ['npm_', 'NPM_'], body: '[A-Za-z0-9]{36}(?![A-Za-z0-9])', entropy: 2.8 },
  {
    id: 'npm-auth-token',
    starts: ['_authToken=', '_authToken = ', '_authToken= ', '_auth='],
    body: '(?!npm_)["\']?(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|[A-Za-z0-9+/]{20,120}={0,2})',
    entropy: 2.8,
    near: ['//'],
  },
  { id: 'pypi-token', starts: ['pypi-AgEIcHlwaS5vcmc', 'pypi-AgENdGVzdC5weXBpLm9yZw'], body: '[A-Za-z0-9_-]{50,1000}', entropy: 2.8 },
  { id: 'rubygems-token', starts: ['rubygems_'], body: '[a-f0-9]{48}' },
  { id: 'crates-io-token', starts: ['cio'], body: '[A-Za-z0-9]{32}(?![A-Za-z0-9_-])', entropy: 3.8 },
  { id: 'nuget-key', starts: ['oy2'], body: '[a-z0-9]{43}(?![a-z0-9])', entropy: 3.4 },
  { id: 'docker-token', starts: ['dckr_pat_', 'dckr_oat_'], body: '[A-Za-z0-9_-]{27,32}', entropy: 2.8 },
  { id: 'jfrog-api-key', starts: ['AKCp'], body: '[A-Za-z0-9]{40,80}(?![A-Za-z0-9])', entropy: 3.8 },
  { id: 'jfrog-reference-token', starts: ['cmVmd', 'cmVmdGtuOj'], body: '[A-Za-z0-9]{50,80}(?![A-Za-z0-9+/=])', entropy: 3.8 },
  {
    id: 'jfrog-key-header',
    starts: ['X-JFrog-Art-Api: ', 'X-JFrog-Art-Api:', 'x-jfrog-art-api: '],
    body: '(?:AKC|AP)[A-Za-z0-9]{10,80}',
    entropy: 1,
  },
  { id: 'clojars-token', starts: ['CLOJARS_', 'clojars_'], body: '[A-Za-z0-9]{60}' },
  { id: 'postman-key', starts: ['PMAK-', 'PMAT-'], body: '[A-Za-z0-9]{24,26}(?:-[A-Za-z0-9]{34})?' },
  { id: 'circleci-token', starts: ['CCIPAT_', 'CCIPRJ_'], body: '[A-Za-z0-9]{20,24}_[a-f0-9]{40}' },
  { id: 'buildkite-token', starts: ['bkua_', 'bkct_', 'bkat_', 'bkpt_', 'bkpat_'], body: '[A-Za-z0-9]{28,64}' },
  { id: 'sonar-token', starts: ['squ_', 'sqp_', 'sqa_', 'sqb_'], body: '[A-Za-z0-9]{40}(?![A-Za-z0-9])' },
  { id: 'octopus-deploy-key', starts: ['API-'], body: '(?=[A-Z0-9]{0,25}\\d)[A-Z0-9]{25,26}(?![A-Za-z0-9-])', entropy: 3.2 },
  { id: 'harness-token', starts: ['pat.', 'sat.'], body: '[A-Za-z0-9_-]{22}\\.[A-Za-z0-9]{24}\\.[A-Za-z0-9]{20}', entropy: 2.4 },
  { id: 'snyk-token', starts: ['snyk_uat.', 'snyk_sat.'], body: '[a-z0-9]{8}\\.[A-Za-z0-9_-]{40,900}' },
  { id: 'stackhawk-key', starts: ['hawk.'], body: '[A-Za-z0-9_-]{20}\\.[A-Za-z0-9_-]{20}' },
  { id: 'semgrep-token', starts: ['sgp_web_', 'semgrep_'], body: '[a-f0-9]{64}' },
  { id: 'nx-or-turborepo-token', starts: ['nx_cloud_'], body: '[A-Za-z0-9]{40,90}' },
  { id: 'codemagic-or-expo-token', starts: ['expo_'], body: '[A-Za-z0-9_-]{36,44}', entropy: 3.4 },
  {
    id: 'packagist-token',
    starts: ['packagist_uut_', 'packagist_ack_', 'packagist_acs_', 'packagist_out_', 'packagist_ort_'],
    body: '[a-f0-9]{48,72}',
  },
  { id: 'hex-pm-or-gitea-token', starts: ['gta_', 'gto_'], body: '[a-z0-9]{40,60}', entropy: 3.2 },
  { id: 'gitpod-or-coder-token', starts: ['gitpod_pat_'], body: '[A-Za-z0-9._-]{32,120}' },
  { id: 'phabricator-token', starts: ['api-', 'cli-'], body: '[a-z0-9]{28}(?![a-z0-9-])', entropy: 3.7, confidence: 0.85 },
];

/** The same kinds of service, known by name beside the value. */
export const sourceHostingServices: readonly ServiceRule[] = [
  {
    id: 'artifactory-credential',
    names: ['artifactory', 'jfrog', 'bintray', 'xray'],
    value: '[A-Za-z0-9]{64}|[A-Za-z0-9]{73}',
    entropy: 3.2,
  },
  { id: 'atlassian-token', names: ['atlassian', 'confluence', 'jira'], value: '[A-Za-z0-9]{20}[a-f0-9]{4}|[A-Za-z0-9]{24}', entropy: 3.2 },
  { id: 'bitbucket-credential', names: ['bitbucket'], value: '[A-Za-z0-9]{32}|[A-Za-z0-9=_-]{64}|[A-Za-z0-9]{20}', entropy: 3.2 },
  {
    id: 'circleci-token',
    names: ['circleci', 'circle_ci', 'circle-ci', 'circle_token', 'circle-token'],
    value: '[a-f0-9]{40}',
    entropy: 3,
  },
  { id: 'codeclimate-token', names: ['codeclimate', 'code_climate', 'cc_test_reporter'], value: '[a-f0-9]{64}', entropy: 3 },
  {
    id: 'codecov-token',
    names: ['codecov'],
    value: '[a-z0-9]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    entropy: 3,
  },
  { id: 'coveralls-token', names: ['coveralls'], value: '[A-Za-z0-9]{32,37}', entropy: 3.2 },
  {
    id: 'droneci-token',
    names: ['droneci', 'drone_ci', 'drone_token', 'drone-token', 'drone_server_token'],
    value: '[A-Za-z0-9]{32}',
    entropy: 3,
  },
  { id: 'github-credential', names: ['github', 'gh_token', 'gh_pat'], value: '[a-f0-9]{40}', entropy: 3, confidence: 0.75 },
  { id: 'gitlab-credential', names: ['gitlab'], value: '[A-Za-z0-9_-]{20}', entropy: 3.2, confidence: 0.85 },
  { id: 'gitter-token', names: ['gitter'], value: '[a-z0-9_-]{40}', entropy: 3 },
  { id: 'jenkins-token', names: ['jenkins', 'hudson'], value: '[a-f0-9]{32,36}', entropy: 3, confidence: 0.85 },
  {
    id: 'npm-token',
    names: ['npm_token', 'npm-token', 'npm_auth', 'npmtoken'],
    value: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
  },
  { id: 'nuget-key', names: ['nuget'], value: '[a-z0-9]{46}', entropy: 3.2 },
  { id: 'snyk-token', names: ['snyk'], value: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}' },
  { id: 'sonar-token', names: ['sonar'], value: '[A-Za-z0-9=_-]{40}', entropy: 3 },
  { id: 'sourcegraph-token', names: ['sourcegraph'], value: '[a-fA-F0-9]{40}', entropy: 3 },
  { id: 'travis-token', names: ['travis'], value: '[A-Za-z0-9_-]{22}', entropy: 3 },
  {
    id: 'sidekiq-credential',
    names: ['bundle_enterprise__contribsys__com', 'bundle_gems__contribsys__com'],
    value: '[a-f0-9]{8}:[a-f0-9]{8}',
  },
];
