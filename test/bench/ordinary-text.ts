/** Text such as tools return: log lines, prose, JSON and addresses, the same on every run. Units: `size` in bytes (ASCII). */
export function ordinaryText(size: number): string {
  let state = 42;
  const next = (bound: number): number => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return state % bound;
  };
  const services = ['billing', 'search', 'checkout', 'inventory', 'mailer', 'gateway'];
  const lines: string[] = [];
  let length = 0;
  while (length < size) {
    const service = services[next(services.length)] as string;
    const line = [
      `2026-03-${String(1 + next(28)).padStart(2, '0')}T10:${String(next(60)).padStart(2, '0')}:07Z ${service} request ${next(100_000)} took ${next(900)} ms, status 200`,
      `The ${service} team moved the weekly report to Thursday; the table below lists open items and their owners.`,
      `{"id":${next(10_000)},"name":"${service}-${next(50)}","price":${next(500)}.${next(90) + 10},"in_stock":true,"tags":["blue","large"]}`,
      `| ${service} | ${next(100)} % | ${next(1000)} | see the handbook, section ${next(12)} |`,
      `at ${service}.handle (src/${service}/handler.ts:${next(400)}:${next(80)})`,
    ][next(5)] as string;
    lines.push(line);
    length += line.length + 1;
  }
  return lines.join('\n').slice(0, size);
}
