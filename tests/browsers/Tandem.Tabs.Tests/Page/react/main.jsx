import { createAuthClient } from '@tandem-auth/client';
import { AuthProvider, RequireAuth, useAuth, useUser } from '@tandem-auth/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, Outlet, RouterProvider, useParams } from 'react-router';

const client = createAuthClient();

function Protected() {
  const view = (name) => <p data-view={name}>{name}</p>;
  return (
    <RequireAuth pending={view('pending')} fallback={view('signed-out')}>
      <Outlet />
    </RequireAuth>
  );
}

function Page() {
  const { number } = useParams();
  const email = useUser()?.email;
  return <p data-view="page">{`${number} ${email ?? ''} ${useAuth().getSession().status}`}</p>;
}

const router = createBrowserRouter([
  { path: '/react', element: <Protected />, children: [{ path: ':number', element: <Page /> }] },
]);

window.lab = {
  auth: client,
  router,
  session: () => client.getSession(),
  call: async () => (await client.fetch('/api/me')).status,
};

createRoot(document.querySelector('#root')).render(
  <StrictMode>
    <AuthProvider client={client}>
      <RouterProvider router={router} />
    </AuthProvider>
  </StrictMode>,
);
