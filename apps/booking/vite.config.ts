import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter(),
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self'],
          // the receipt as a picture is made in the page
          'img-src': ['self', 'blob:'],
          'connect-src': ['self'],
          'form-action': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'frame-ancestors': ['none'],
          'require-trusted-types-for': ['script'],
          'trusted-types': ['anmin'],
        },
      },
    }),
  ],
  // one copy of the catalogue and its locale in the build; a second one would not know the request's locale
  ssr: { noExternal: [/^@anmin\//] },
  // an inlined asset is a data: address, which the content security policy forbids
  build: { assetsInlineLimit: 0 },
});
