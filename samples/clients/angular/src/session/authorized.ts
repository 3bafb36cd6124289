import {
  type HttpErrorResponse,
  type HttpEvent,
  type HttpInterceptorFn,
  HttpResponse,
} from '@angular/common/http';
import { Observable, Subscription } from 'rxjs';
import { auth } from '../auth';

/**
 * Applies the rules of `auth.fetch` to HttpClient: the access token goes to the client's origins, a
 * refused token is renewed and the request repeated once, all requests share one refresh.
 */
export const authorized: HttpInterceptorFn = (request, next) =>
  new Observable<HttpEvent<unknown>>((caller) => {
    const attempts = new Subscription();
    const cancelled = new AbortController();
    attempts.add(() => cancelled.abort());

    let finish = () => {};
    const send = auth.authorize((_url, init) => {
      const token = new Headers(init?.headers).get('authorization');
      const sent = token ? request.clone({ setHeaders: { authorization: token } }) : request;
      return new Promise((resolve, reject) => {
        const attempt = next(sent).subscribe({
          next: (event) => {
            if (!(event instanceof HttpResponse)) return caller.next(event);
            finish = () => {
              caller.next(event);
              caller.complete();
            };
            resolve(new Response());
          },
          error: (error: HttpErrorResponse) => {
            finish = () => caller.error(error);
            if (error.status === 0) reject(error);
            else resolve(error.status === 401 ? refusal(error) : new Response());
          },
        });
        attempts.add(attempt);
      });
    });

    const url = new URL(request.urlWithParams, document.baseURI);
    const headers = { ...(request.headers.has('authorization') && { authorization: 'own' }) };
    const init = { headers, body: request.serializeBody(), signal: cancelled.signal };
    send(url, init).then(
      () => finish(),
      (error: unknown) => caller.error(error),
    );
    return attempts;
  });

/** The response that decides whether a new token can help. */
function refusal({ error, headers, status }: HttpErrorResponse): Response {
  const body =
    error instanceof Blob || error instanceof ArrayBuffer ? error : JSON.stringify(error);
  const type = headers.get('content-type') ?? '';
  return new Response(body, { status, headers: { 'content-type': type } });
}
