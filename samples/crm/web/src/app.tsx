import { AuthProvider } from '@tandem-auth/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { BrowserRouter, Route, Routes } from 'react-router';
import { queryClient } from './api/query-client.js';
import { auth } from './auth.js';
import { DevicesPage } from './devices/devices-page.js';
import { MissingPage } from './navigation/missing-page.js';
import { SignedInOnly } from './navigation/signed-in-only.js';
import { OrdersPage } from './orders/orders-page.js';
import { PeoplePage } from './people/people-page.js';
import { SessionPage } from './session/session-page.js';
import { SignInRoute } from './sign-in/sign-in-route.js';
import { ThemeProvider } from './theme/theme-provider.js';

export function App() {
  return (
    <ThemeProvider>
      <AuthProvider client={auth}>
        <QueryClientProvider client={queryClient}>
          <BrowserRouter basename={import.meta.env.BASE_URL}>
            <Routes>
              <Route path="/login" element={<SignInRoute />} />
              <Route element={<SignedInOnly />}>
                <Route index element={<OrdersPage />} />
                <Route path="/users" element={<PeoplePage />} />
                <Route path="/devices" element={<DevicesPage />} />
                <Route path="/session" element={<SessionPage />} />
                <Route path="*" element={<MissingPage />} />
              </Route>
            </Routes>
          </BrowserRouter>
        </QueryClientProvider>
      </AuthProvider>
    </ThemeProvider>
  );
}
