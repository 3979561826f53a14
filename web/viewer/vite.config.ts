import { defineConfig } from "vite";

// The pages are served by `satchel open` from its own root; everything is a file of its own, as the
// page's content security policy allows no inline script or style and no data: address.
export default defineConfig({
  base: "./",
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false }, license: { fileName: "licenses.txt" }, chunkSizeWarningLimit: 800 },
  worker: { format: "es" },
  server: { proxy: { "/api": "http://127.0.0.1:5199" } },
});
