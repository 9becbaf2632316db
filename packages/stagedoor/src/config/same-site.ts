/** How far a cookie travels with requests that other sites cause (RFC 6265bis, SameSite). */
export const SAME_SITE = ['Lax', 'Strict', 'None'] as const;
