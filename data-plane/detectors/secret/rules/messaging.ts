import type { MarkerRule, ServiceRule, TokenRule } from '../rule.ts';

/**
 * Chat, mail, telephony and notification services.
 *
 * Source: the providers' documentation of their key formats.
 */
export const messagingTokens: readonly TokenRule[] = [
  {
    id: 'slack-token',
    starts: [
      'xoxb-',
      'xoxp-',
      'xoxa-',
      'xoxo-',
      'xoxr-',
      'xoxs-',
      'xoxc-',
      'xoxd-',
      'xoxe-',
      'xoxe.xoxp-',
      'xoxe.xoxb-',
      'XOXE-',
      'XOXE.XOXP-',
      'XOXE.XOXB-',
    ],
    body: '(?:\\d{1,2}-)?(?:(?:\\d{8,14}-){1,3}[A-Za-z0-9-]{8,80}|(?=[A-Za-z%+/=]{0,14}\\d)[A-Za-z0-9%+/=]{10,400})',
    entropy: 2.4,
  },
  { id: 'slack-app-token', starts: ['xapp-', 'XAPP-'], body: '\\d-[A-Za-z0-9]{3,20}-\\d{3,20}-[A-Za-z0-9]{8,90}', entropy: 2.4 },
  {
    id: 'slack-webhook',
    starts: ['hooks.slack.com/services/', 'hooks.slack.com/workflows/', 'hooks.slack.com/triggers/'],
    body: '[A-Z0-9]{8,14}/[A-Za-z0-9]{8,24}/[A-Za-z0-9/]{16,60}',
    entropy: 3,
  },
  {
    id: 'discord-bot-token',
    starts: ['MT', 'Mj', 'Mz', 'ND', 'NT', 'Nj', 'Nz', 'OD', 'OT', 'MD'],
    body: '[A-Za-z0-9_-]{21,26}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,38}',
    entropy: 3.6,
  },
  { id: 'discord-webhook', starts: ['discord.com/api/webhooks/', 'discordapp.com/api/webhooks/'], body: '\\d{17,20}/[A-Za-z0-9_-]{60,80}' },
  {
    id: 'teams-webhook',
    starts: ['.webhook.office.com/webhookb2/', 'outlook.office.com/webhook/'],
    body: '[a-z0-9-]{36}@[a-z0-9-]{36}/IncomingWebhook/[a-z0-9]{32}/[a-z0-9-]{36}',
  },
  { id: 'sendgrid-key', starts: ['SG.'], body: '[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{16,64}|[A-Za-z0-9=_.-]{66}', entropy: 3.4 },
  { id: 'brevo-key', starts: ['xkeysib-', 'xsmtpsib-'], body: '[a-f0-9]{64}-[A-Za-z0-9]{16}' },
  { id: 'resend-key', starts: ['re_'], body: '[A-Za-z0-9]{8}_[A-Za-z0-9]{20,30}(?![A-Za-z0-9])', entropy: 3.4 },
  { id: 'mailgun-key', starts: ['key-', 'pubkey-'], body: '[a-f0-9]{32}(?![A-Za-z0-9])', entropy: 3 },
  { id: 'mandrill-key', starts: ['md-'], body: '[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])', entropy: 3.8, near: ['mandrill', 'mailchimp'] },
  { id: 'twilio-key', starts: ['SK'], body: '[0-9a-fA-F]{32}(?![A-Za-z0-9])', entropy: 2.4 },
  { id: 'twilio-account-sid', starts: ['AC'], body: '[0-9a-f]{32}(?![A-Za-z0-9])', entropy: 2.8, confidence: 0.75 },
  { id: 'onesignal-key', starts: ['os_v2_app_', 'os_v2_org_'], body: '[a-z0-9]{80,120}' },
  { id: 'line-or-viber-or-courier-key', starts: ['pk_prod_', 'dk_prod_'], body: '[A-Z0-9]{28}' },
  { id: 'plivo-or-knock-key', starts: ['sk_knock_'], body: '[A-Za-z0-9_-]{24,60}' },
  { id: 'zulip-or-novu-key', starts: ['nv-'], body: '[a-f0-9]{32}', near: ['novu'] },
  { id: 'loops-or-customerio-key', starts: ['cio_'], body: '[A-Za-z0-9]{32,40}' },
  { id: 'telegram-bot-url', starts: ['api.telegram.org/bot'], body: '\\d{5,16}:A[A-Za-z0-9_-]{34}' },
];

/** Tokens whose fixed text is inside them. */
export const messagingMarkers: readonly MarkerRule[] = [
  {
    id: 'telegram-bot-token',
    marker: ':AA',
    before: '\\d{6,16}',
    beforeMax: 16,
    after: '[A-Za-z0-9_-]{32,33}(?![A-Za-z0-9_-])',
    entropy: 3.2,
  },
  { id: 'mailchimp-key', marker: '-us', before: '[a-f0-9]{32}', beforeMax: 32, after: '\\d{1,2}(?![A-Za-z0-9])', entropy: 2.8 },
];

/** Messaging services known by name beside the value. */
export const messagingServices: readonly ServiceRule[] = [
  { id: 'discord-credential', names: ['discord'], value: '[a-f0-9]{64}|\\d{17,19}|[A-Za-z0-9=_-]{32}', entropy: 2 },
  { id: 'intercom-token', names: ['intercom'], value: '[A-Za-z0-9=_-]{60}', entropy: 3.2 },
  { id: 'mailgun-signing-key', names: ['mailgun'], value: '[a-h0-9]{32}-[a-h0-9]{8}-[a-h0-9]{8}|[a-h0-9]{32}', entropy: 2.8 },
  { id: 'mattermost-token', names: ['mattermost'], value: '[a-z0-9]{26}', entropy: 3 },
  {
    id: 'messagebird-credential',
    names: ['messagebird', 'message_bird', 'message-bird'],
    value: '[A-Za-z0-9]{25}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    entropy: 2.6,
  },
  { id: 'postmark-token', names: ['postmark'], value: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}' },
  {
    id: 'sendbird-credential',
    names: ['sendbird'],
    value: '[a-f0-9]{40}|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}',
    entropy: 2.6,
  },
  { id: 'telegram-bot-token', names: ['telegr'], value: '\\d{5,16}:[A-Za-z0-9_-]{34,36}', entropy: 3 },
  { id: 'twilio-credential', names: ['twilio'], value: '[a-f0-9]{32}', entropy: 2.8 },
  { id: 'vonage-credential', names: ['vonage', 'nexmo'], value: '[A-Za-z0-9]{16}|[a-f0-9]{8}', entropy: 2.4, confidence: 0.85 },
  { id: 'zoom-credential', names: ['zoom_'], value: '[A-Za-z0-9_-]{22,36}', entropy: 3.4, confidence: 0.85 },
  { id: 'pusher-credential', names: ['pusher'], value: '[a-f0-9]{20}', entropy: 2.8 },
  { id: 'plivo-credential', names: ['plivo'], value: '[A-Za-z0-9]{40}|MA[A-Z0-9]{18}', entropy: 3 },
  {
    id: 'line-credential',
    names: ['line_channel', 'line_access', 'line_secret'],
    value: '[A-Za-z0-9+/]{170,176}=?|[a-f0-9]{32}',
    entropy: 3,
  },
];
