import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Whether a text can name what the guarded dialer may reach in private space: a host, an address or a CIDR range. */
export function isPrivateTarget(text: string): boolean {
  if (isIP(text) !== 0) return true;
  if (text.includes('/')) {
    try {
      ipaddr.parseCIDR(text);
      return true;
    } catch {
      return false;
    }
  }
  return /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\.?$/i.test(text);
}
