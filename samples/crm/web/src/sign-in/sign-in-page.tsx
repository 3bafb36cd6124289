import { Button, Checkbox, PasswordInput, TextInput } from '@mantine/core';
import type { SignedOutReason } from '@tandem-auth/client';
import { useAuth } from '@tandem-auth/react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTitle } from '../navigation/page-heading.js';
import { type Message, Notice } from '../notices/notice.js';
import { Logo } from '../shell/logo.js';
import { SchemeSwitch } from '../shell/scheme-switch.js';
import { signInTrouble } from '../words/sign-in.js';
import { signedOutMessage } from '../words/signed-out.js';
import { SignInPicture } from './sign-in-picture.js';

/** The sign-in page. After a sign-out it says why. */
export function SignInPage({ reason }: { readonly reason: SignedOutReason | null }) {
  const auth = useAuth();
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<Message | null>(null);
  useTitle('Sign in');
  // In an effect, so that the live region exists before its text does.
  useEffect(() => {
    setMessage(reason && signedOutMessage(reason));
    email.current?.focus();
  }, [reason]);

  async function signIn(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setMessage(null);
    try {
      await auth.signIn({
        email: String(form.get('email')).trim(),
        password: String(form.get('password')),
        rememberMe: form.has('remember'),
      });
    } catch (error) {
      setMessage({ tone: 'bad', ...signInTrouble(error) });
      password.current?.select();
    }
    setBusy(false);
  }

  return (
    <div className="sign-in">
      <SignInPicture />
      <main className="sign-in-main">
        <div className="sign-in-scheme">
          <SchemeSwitch />
        </div>
        <div className="sign-in-form">
          <Logo size={44} />
          <div>
            <h1>Sign in to Tandem CRM</h1>
            <p className="muted">Orders and people, in one place.</p>
          </div>
          <Notice testId="login-message" message={message} />
          <form className="stack" onSubmit={signIn}>
            <TextInput
              ref={email}
              label="E-mail address"
              size="md"
              type="email"
              name="email"
              autoComplete="username"
              required
              withAsterisk={false}
              aria-describedby="login-message"
              data-testid="login-email"
            />
            <PasswordInput
              ref={password}
              label="Password"
              size="md"
              name="password"
              autoComplete="current-password"
              required
              withAsterisk={false}
              visibilityToggleButtonProps={{
                'aria-label': 'Show the password',
                'aria-hidden': false,
                tabIndex: 0,
              }}
              data-testid="login-password"
            />
            <Checkbox name="remember" label="Keep me signed in on this device" defaultChecked />
            <Button type="submit" size="md" disabled={busy} data-testid="login-submit">
              {busy ? 'Signing in…' : 'Sign in'}
            </Button>
          </form>
        </div>
      </main>
    </div>
  );
}
