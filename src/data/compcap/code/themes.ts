/** Colour themes for code, light and dark; names as shiki knows them, all MIT. */
export const THEMES = [
  ...['github-light', 'one-light', 'catppuccin-latte', 'gruvbox-light-medium', 'solarized-light', 'min-light'],
  ...['vitesse-light', 'rose-pine-dawn', 'github-dark', 'dracula', 'monokai', 'nord', 'one-dark-pro'],
  ...['catppuccin-mocha', 'gruvbox-dark-medium', 'night-owl', 'tokyo-night', 'solarized-dark'],
] as const;

export type ThemeName = (typeof THEMES)[number];
