import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { safeReturnTo } from '@tandem-auth/client';
import { auth } from '../auth';
import { Session } from './session';
import { describe, signedOut } from './words';

@Component({
  selector: 'app-sign-in',
  template: `
    <form (submit)="signIn($event, email.value, password)">
      <h1>Sign in</h1>
      @if (reason(); as reason) {
        <p role="status" data-testid="reason">{{ reason }}</p>
      }
      <label>
        E-mail
        <input #email type="email" autocomplete="username" required data-testid="login-email" />
      </label>
      <label>
        Password
        <input
          #password
          type="password"
          autocomplete="current-password"
          required
          data-testid="login-password"
        />
      </label>
      @if (trouble(); as trouble) {
        <p role="alert" data-testid="login-message">{{ trouble }}</p>
      }
      <button type="submit" [disabled]="busy()" data-testid="login-submit">Sign in</button>
    </form>
  `,
})
export class SignIn {
  /** From the query of the address, by `withComponentInputBinding()`. */
  readonly returnTo = input<string>();

  protected readonly trouble = signal('');
  protected readonly busy = signal(false);
  protected readonly reason = computed(() => {
    const session = this.session.snapshot();
    return session.status === 'signed-out' ? signedOut[session.reason] : '';
  });
  private readonly session = inject(Session);

  constructor() {
    const router = inject(Router);
    // Also when somebody signs in in another tab.
    effect(() => {
      if (this.session.user()) router.navigateByUrl(safeReturnTo(this.returnTo()));
    });
  }

  protected async signIn(event: Event, email: string, field: HTMLInputElement): Promise<void> {
    event.preventDefault();
    this.busy.set(true);
    this.trouble.set('');
    try {
      await auth.signIn({ email, password: field.value });
    } catch (error) {
      this.trouble.set(describe(error));
    } finally {
      field.value = '';
      this.busy.set(false);
    }
  }
}
