import { Component, computed, effect, inject } from '@angular/core';
import { Router, RouterOutlet } from '@angular/router';
import { auth } from './auth';
import { Session } from './session/session';
import { describe } from './session/words';

@Component({
  selector: 'app-root',
  imports: [RouterOutlet],
  template: `
    @if (trouble(); as trouble) {
      <aside role="status" data-testid="stale">
        {{ trouble }}
        <button type="button" data-testid="retry" (click)="retry()">Try again</button>
      </aside>
    }
    @if (session.user(); as user) {
      <header>
        <span data-testid="user">{{ user.displayName ?? user.email }}</span>
        <button type="button" data-testid="sign-out" (click)="signOut()">Sign out</button>
      </header>
    }
    <router-outlet />
  `,
})
export class App {
  protected readonly session = inject(Session);
  protected readonly trouble = computed(() => {
    const session = this.session.snapshot();
    return session.status === 'stale' ? describe(session.error) : '';
  });

  constructor() {
    const router = inject(Router);
    // The guard looks at navigation only. This follows a session that ends meanwhile, in any tab.
    effect(() => {
      if (this.session.isOver()) router.navigateByUrl('/sign-in');
    });
  }

  // The session shows the outcome.
  protected retry(): void {
    auth.refresh().catch(() => {});
  }

  protected signOut(): void {
    auth.signOut().catch(() => {});
  }
}
