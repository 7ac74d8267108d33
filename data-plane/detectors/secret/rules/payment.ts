import type { ServiceRule, TokenRule } from '../rule.ts';

/**
 * Payment, commerce, banking and exchange services.
 *
 * Source: the providers' documentation of their key formats.
 */
export const paymentTokens: readonly TokenRule[] = [
  {
    id: 'stripe-key',
    starts: ['sk_live_', 'sk_test_', 'sk_prod_', 'rk_live_', 'rk_test_', 'rk_prod_'],
    body: '[A-Za-z0-9]{10,247}',
    entropy: 2.4,
  },
  { id: 'stripe-webhook-secret', starts: ['whsec_'], body: '[A-Za-z0-9+/=]{24,64}', entropy: 3 },
  { id: 'square-token', starts: ['sq0atp-', 'sq0csp-', 'EAAA'], body: '[A-Za-z0-9_-]{22,60}(?![A-Za-z0-9_-])', entropy: 3 },
  { id: 'square-application-id', starts: ['sq0idp-'], body: '[A-Za-z0-9_-]{22}', confidence: 0.6 },
  {
    id: 'shopify-token',
    starts: ['shpat_', 'shpca_', 'shppa_', 'shpss_', 'shpua_', 'shptka_', 'shprt_', 'shpit_'],
    body: '(?=[A-Za-z]{0,31}\\d)[A-Za-z0-9]{30,48}(?![A-Za-z0-9_])',
    entropy: 2.4,
  },
  { id: 'paypal-braintree-token', starts: ['access_token$production$', 'access_token$sandbox$'], body: '[0-9a-z]{16}\\$[0-9a-f]{32}' },
  {
    id: 'plaid-token',
    starts: ['access-sandbox-', 'access-development-', 'access-production-'],
    body: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
  },
  {
    id: 'adyen-key',
    starts: ['AQE'],
    body: '[A-Za-z0-9]{10,24}[A-Za-z0-9+/]{60,200}={0,2}-[A-Za-z0-9+/]{20,60}={0,2}-[^\\s"\']{10,40}',
    entropy: 3.6,
  },
  { id: 'razorpay-key', starts: ['rzp_live_', 'rzp_test_'], body: '[A-Za-z0-9]{14}' },
  {
    id: 'flutterwave-key',
    starts: ['FLWSECK_TEST-', 'FLWSECK-', 'FLWPUBK_TEST-', 'FLWPUBK-'],
    body: '[A-Za-z0-9]{12,34}(?:-X)?',
    entropy: 2,
  },
  { id: 'easypost-key', starts: ['EZAK', 'EZTK'], body: '[A-Za-z0-9]{54}(?![A-Za-z0-9])', entropy: 3 },
  { id: 'shippo-key', starts: ['shippo_live_', 'shippo_test_'], body: '[a-fA-F0-9]{40}' },
  { id: 'duffel-token', starts: ['duffel_test_', 'duffel_live_'], body: '[A-Za-z0-9_=-]{43}' },
  { id: 'lob-key', starts: ['live_pub_', 'test_pub_'], body: '[a-f0-9]{31}(?![a-f0-9])', confidence: 0.85 },
  {
    id: 'lob-or-mollie-key',
    starts: ['live_', 'test_'],
    body: '(?:[a-f0-9]{35}(?![A-Za-z0-9])|(?=[A-Za-z]{0,29}\\d)[A-Za-z0-9]{30}(?![A-Za-z0-9]))',
    entropy: 2.8,
    confidence: 0.9,
  },
  { id: 'woocommerce-key', starts: ['ck_', 'cs_'], body: '[a-f0-9]{40}(?![a-f0-9])' },
  { id: 'settlemint-token', starts: ['sm_aat_', 'sm_pat_', 'sm_sat_'], body: '[A-Za-z0-9]{16}(?![A-Za-z0-9])' },
  { id: 'paystack-key', starts: ['sk_live_', 'sk_test_'], body: '[a-f0-9]{40}' },
  { id: 'checkout-key', starts: ['sk_sbox_'], body: '[a-z0-9]{20,30}[*#$=]?' },
  { id: 'etherscan-or-alchemy-key', starts: ['alcht_'], body: '[A-Za-z0-9]{30}' },
  { id: 'freemius-key', starts: ['sk_'], body: '[^\\s"\']{29}(?=["\'])', entropy: 3.6, near: ['secret_key'] },
  { id: 'coinbase-key', starts: ['organizations/'], body: '[0-9a-f-]{36}/apiKeys/[0-9a-f-]{36}', confidence: 0.7 },
  { id: 'paddle-key', starts: ['pdl_live_apikey_', 'pdl_sdbx_apikey_'], body: '[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}' },
  { id: 'polar-token', starts: ['polar_oat_', 'polar_pat_', 'polar_whs_'], body: '[A-Za-z0-9]{32,48}' },
  { id: 'ramp-token', starts: ['ramp_id_', 'ramp_sec_', 'ramp_tok_'], body: '[A-Za-z0-9]{36,56}' },
];

/** Payment services known by name beside the value. */
export const paymentServices: readonly ServiceRule[] = [
  { id: 'bittrex-credential', names: ['bittrex'], value: '[a-z0-9]{32}', entropy: 3 },
  { id: 'binance-credential', names: ['binance'], value: '[A-Za-z0-9]{64}', entropy: 3.4 },
  { id: 'coinbase-credential', names: ['coinbase'], value: '[A-Za-z0-9_-]{64}|[A-Za-z0-9]{32}|[A-Za-z0-9+/]{86}==', entropy: 3.2 },
  { id: 'kraken-credential', names: ['kraken'], value: '[A-Za-z0-9/=_+-]{80,90}', entropy: 3.4 },
  {
    id: 'kucoin-credential',
    names: ['kucoin'],
    value: '[a-f0-9]{24}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    entropy: 2.4,
  },
  { id: 'plaid-credential', names: ['plaid'], value: '[a-z0-9]{24}|[a-z0-9]{30}', entropy: 2.8 },
  { id: 'finicity-credential', names: ['finicity'], value: '[a-f0-9]{32}|[A-Za-z0-9]{20}', entropy: 2.8 },
  { id: 'finnhub-token', names: ['finnhub'], value: '[a-z0-9]{20}', entropy: 2.8 },
  { id: 'freshbooks-token', names: ['freshbooks'], value: '[a-z0-9]{64}', entropy: 3 },
  { id: 'gocardless-token', names: ['gocardless'], value: '(?:live|sandbox)_[A-Za-z0-9_=-]{40}', entropy: 3 },
  { id: 'lob-key', names: ['lob_', 'lob-', 'lobapi', 'lobkey', 'lobtoken', 'lobsecret'], value: '(?:live|test)_(?:pub_)?[a-f0-9]{31,35}' },
  { id: 'etsy-token', names: ['etsy'], value: '[a-z0-9]{24}', entropy: 2.8 },
  { id: 'paypal-credential', names: ['paypal'], value: '[A-Za-z0-9_-]{80}', entropy: 3.6 },
  { id: 'braintree-credential', names: ['braintree'], value: '[a-f0-9]{32}|[a-z0-9]{16}', entropy: 2.8 },
  { id: 'etherscan-key', names: ['etherscan', 'bscscan', 'polygonscan'], value: '[A-Z0-9]{34}', entropy: 3 },
  { id: 'infura-or-alchemy-key', names: ['infura', 'alchemy'], value: '[a-f0-9]{32}|[A-Za-z0-9_-]{32}', entropy: 3 },
  { id: 'alpaca-credential', names: ['alpaca', 'apca'], value: '[A-Za-z0-9]{40}|[AP]K[A-Z0-9]{18}', entropy: 3 },
  { id: 'square-credential', names: ['squareup', 'square_access'], value: '[A-Za-z0-9_-]{22,64}', entropy: 3.4 },
];
