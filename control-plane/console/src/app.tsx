import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { dropToken, readToken } from './api.ts';
import { to, usePlace, type Place } from './router.ts';
import { useQuery } from './use-query.ts';
import { words } from './format.ts';
import { ApplicationPage } from './pages/application.tsx';
import { Applications } from './pages/applications.tsx';
import { Audit } from './pages/audit.tsx';
import { Graph } from './pages/graph.tsx';
import { Invocations } from './pages/invocations.tsx';
import { Live } from './pages/live.tsx';
import { Nodes } from './pages/nodes.tsx';
import { Overview } from './pages/overview.tsx';
import { Policies } from './pages/policies.tsx';
import { PolicyPage } from './pages/policy.tsx';
import { Registries } from './pages/registries.tsx';
import { RegistryPage } from './pages/registry.tsx';
import { ServerPage } from './pages/server.tsx';
import { SignIn } from './pages/sign-in.tsx';
import { Tokens } from './pages/tokens.tsx';

/** Pages by the first segment of the address. Those with a title stand in the menu. */
const PAGES: readonly { page: string; title?: string; group?: string; show: ComponentType<{ place: Place }> }[] = [
  { page: 'overview', title: 'Overview', show: Overview },
  { page: 'registries', title: 'Registries', group: 'Allowed', show: Registries },
  { page: 'registry', show: RegistryPage },
  { page: 'server', show: ServerPage },
  { page: 'policies', title: 'Guardrails', show: Policies },
  { page: 'policy', show: PolicyPage },
  { page: 'applications', title: 'Applications', show: Applications },
  { page: 'application', show: ApplicationPage },
  { page: 'graph', title: 'Application Graph', group: 'Happened', show: Graph },
  { page: 'live', title: 'Live feed', show: Live },
  { page: 'invocations', title: 'Invocations', show: Invocations },
  { page: 'audit', title: 'Audit', show: Audit },
  { page: 'nodes', title: 'Nodes', group: 'Installation', show: Nodes },
  { page: 'tokens', title: 'Admin tokens', show: Tokens },
];

export function App() {
  const [isSignedIn, setSignedIn] = useState(readToken() !== null);
  useEffect(() => {
    const onSignedOut = (): void => {
      dropToken();
      setSignedIn(false);
    };
    addEventListener('portcullis:signed-out', onSignedOut);
    return () => removeEventListener('portcullis:signed-out', onSignedOut);
  }, []);
  return isSignedIn ? <Shell /> : <SignIn onDone={() => setSignedIn(true)} />;
}

function Shell() {
  const place = usePlace();
  const { data } = useQuery<{ me: { name: string; role: string } }>('{ me { name role } }');
  const found = PAGES.find(({ page }) => page === place.page);
  const Show = found?.show ?? Overview;
  const menuPage =
    ({ registry: 'registries', server: 'registries', policy: 'policies', application: 'applications' } as Record<string, string>)[
      place.page
    ] ?? place.page;
  return (
    <div class="shell">
      <div class="side">
        <a class="brand" href={to('overview')}>
          <img src="./portcullis.svg" alt="" /> Portcullis
        </a>
        <nav aria-label="Pages">
          {PAGES.filter(({ title }) => title !== undefined).map(({ page, title, group }) => [
            group !== undefined && <div class="group">{group}</div>,
            <a href={to(page)} aria-current={menuPage === page ? 'page' : undefined}>
              {title}
            </a>,
          ])}
        </nav>
        <footer>
          <Theme />
          {data !== null && (
            <span>
              {data.me.name} <span class="dim">({words(data.me.role)})</span>
            </span>
          )}
          <button onClick={() => dispatchEvent(new CustomEvent('portcullis:signed-out'))}>Sign out</button>
        </footer>
      </div>
      <main key={`${place.page}/${place.rest.join('/')}`}>
        <Show place={place} />
      </main>
    </div>
  );
}

function Theme() {
  const [theme, setTheme] = useState(localStorage.getItem('portcullis.theme') ?? 'system');
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
    localStorage.setItem('portcullis.theme', theme);
  }, [theme]);
  return (
    <select aria-label="Theme" value={theme} onChange={(event) => setTheme(event.currentTarget.value)}>
      <option value="system">System theme</option>
      <option value="light">Light</option>
      <option value="dark">Dark</option>
    </select>
  );
}
