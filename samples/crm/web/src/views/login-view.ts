import type { SignedOutReason } from '@tandem-auth/client';
import { auth } from '../auth.js';
import { field } from '../dom/field.js';
import { h } from '../dom/h.js';
import { createNotice, type Tone } from '../dom/notice.js';
import { signInTrouble } from '../words/sign-in.js';
import { signedOut } from '../words/signed-out.js';

const tones: Partial<Record<SignedOutReason, Tone>> = {
  sign_out: 'good',
  refresh_token_reused: 'bad',
};

/** The sign-in page. It says why somebody who was signed in no longer is. */
export function createLoginView(): HTMLElement {
  const notice = createNotice('login-message');
  const [emailField, email] = field('E-mail address', {
    type: 'email',
    name: 'email',
    autocomplete: 'username',
    required: true,
    'aria-describedby': 'login-message',
    'data-testid': 'login-email',
  });
  const [passwordField, password] = field('Password', {
    type: 'password',
    name: 'password',
    autocomplete: 'current-password',
    required: true,
    'data-testid': 'login-password',
  });
  const remember = h('input', { type: 'checkbox', id: 'remember', checked: true });
  const submit = h(
    'button',
    { type: 'submit', className: 'button primary', 'data-testid': 'login-submit' },
    'Sign in',
  );

  async function signIn(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    submit.disabled = true;
    submit.textContent = 'Signing in…';
    notice.clear();
    try {
      await auth.signIn({
        email: email.value.trim(),
        password: password.value,
        rememberMe: remember.checked,
      });
    } catch (error) {
      const { title, detail } = signInTrouble(error);
      notice.show('bad', title, detail);
      password.select();
    } finally {
      submit.disabled = false;
      submit.textContent = 'Sign in';
    }
  }

  document.title = 'Sign in · Tandem CRM';
  const session = auth.getSession();
  if (session.status === 'signed-out') {
    const { title, detail } = signedOut[session.reason];
    notice.show(tones[session.reason] ?? 'info', title, detail);
  }
  return h(
    'main',
    { className: 'login' },
    h(
      'section',
      { className: 'login-card' },
      h('img', { src: '/logo.svg', alt: '', width: 44, height: 44 }),
      h('h1', { tabIndex: -1 }, 'Sign in to Tandem CRM'),
      h('p', { className: 'muted' }, 'Orders and people, in one place.'),
      notice.element,
      h(
        'form',
        { onsubmit: signIn, className: 'stack' },
        emailField,
        passwordField,
        h('label', { className: 'check' }, remember, 'Keep me signed in on this device'),
        submit,
      ),
    ),
  );
}
