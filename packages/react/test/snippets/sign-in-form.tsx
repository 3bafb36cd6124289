import { isAuthError, isTransient } from '@tandem-auth/client';
import { useAuth } from '@tandem-auth/react';
import { useState } from 'react';

export function SignInForm() {
  const auth = useAuth();
  const [fault, setFault] = useState('');

  async function signIn(form: FormData) {
    try {
      const email = String(form.get('email'));
      await auth.signIn({ email, password: String(form.get('password')) });
    } catch (error) {
      if (!isAuthError(error)) throw error;
      setFault(isTransient(error) ? 'Cannot sign in now. Please try again.' : error.message);
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void signIn(new FormData(event.currentTarget));
      }}
    >
      <input name="email" type="email" autoComplete="username" aria-label="E-mail" required />
      <input
        name="password"
        type="password"
        autoComplete="current-password"
        aria-label="Password"
        required
      />
      <button type="submit">Sign in</button>
      <p role="alert">{fault}</p>
    </form>
  );
}
