import type { Plugin } from 'vite';

export declare const packedPackagesFolder: string;
export declare function packedPackages(): Plugin;
