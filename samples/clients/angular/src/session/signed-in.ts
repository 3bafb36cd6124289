import { inject } from '@angular/core';
import { type CanActivateFn, Router } from '@angular/router';
import { Session } from './session';

/** Leads to the sign-in page if nobody is signed in, and from there back. */
export const signedIn: CanActivateFn = (_route, { url }) =>
  !inject(Session).isOver() ||
  inject(Router).createUrlTree(['/sign-in'], { queryParams: { returnTo: url } });
