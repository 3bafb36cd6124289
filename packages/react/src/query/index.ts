export type { QueryClient } from '@tanstack/react-query';
