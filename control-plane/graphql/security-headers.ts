import type { RequestHandler } from 'express';

/**
 * Headers every answer carries: the console loads only from here and talks only to here, nothing may frame it or guess
 * at types, and once reached over TLS it is never reached without.
 *
 * Source: CSP level 3; RFC 6797 (HSTS); OWASP secure headers.
 */
export function securityHeaders({ tls }: { readonly tls: boolean }): RequestHandler {
  return (request, response, next) => {
    response.setHeader('Content-Security-Policy', POLICY);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('X-Frame-Options', 'DENY');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
    response.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()');
    if (tls) response.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
    if (request.path === '/graphql') response.setHeader('Cache-Control', 'no-store');
    next();
  };
}

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
