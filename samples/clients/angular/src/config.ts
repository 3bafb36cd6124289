import { APP_BASE_HREF } from '@angular/common';
import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { type ApplicationConfig, provideAppInitializer } from '@angular/core';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { auth } from './auth';
import { Orders } from './orders/orders';
import { authorized } from './session/authorized';
import { SignIn } from './session/sign-in';
import { signedIn } from './session/signed-in';

export const config: ApplicationConfig = {
  providers: [
    // Instead of <base>, which a strict Content-Security-Policy forbids.
    { provide: APP_BASE_HREF, useValue: '/' },
    // Restores the session before the first route. Does not throw when offline: the session is then
    // stale. An error here means a wrong setup.
    provideAppInitializer(() => auth.start().catch((error: unknown) => console.warn(error))),
    provideHttpClient(withInterceptors([authorized])),
    provideRouter(
      [
        { path: 'sign-in', component: SignIn },
        { path: '', component: Orders, canActivate: [signedIn] },
        { path: '**', redirectTo: '' },
      ],
      withComponentInputBinding(),
    ),
  ],
};
