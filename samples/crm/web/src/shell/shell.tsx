import { useUser } from '@tandem-auth/react';
import { Outlet, useLocation } from 'react-router';
import { SessionPanel } from '../session/session-panel.js';
import { AccountCard } from './account-card.js';
import { Brand } from './logo.js';
import { PageLinks } from './page-links.js';
import { StaleBanner } from './stale-banner.js';

/** The layout of every page for people who are signed in. */
export function Shell() {
  const user = useUser();
  const { pathname } = useLocation();
  if (!user) return null;
  return (
    <div className="shell">
      <a href="#main" className="skip">
        Skip to content
      </a>
      <header className="side">
        <Brand />
        <PageLinks />
        {/* The session page has all of this already. */}
        {pathname !== '/session' && <SessionPanel />}
        <AccountCard user={user} />
      </header>
      <div className="content">
        <StaleBanner />
        <main id="main" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </div>
  );
}
