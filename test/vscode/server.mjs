// A real VS Code without Electron: its server, run by Node and shown in Chromium.
export { ensureServer } from './server/ensure.mjs';
export { installVsix } from './server/install.mjs';
export { startServer } from './server/start.mjs';
