/** What another program has stored: made by Django 3.2.25, argon2-cffi 21.1, bcrypt 3.2.2 and Python's hashlib.scrypt. */
export interface StoredVector {
  readonly name: string;
  readonly password: string;
  readonly encoded: string;
}

export const storedVectors: readonly StoredVector[] = [
  {
    name: 'pbkdf2_sha256 plain',
    password: 'correct horse battery',
    encoded: 'pbkdf2_sha256$1000$u8jzPde0IgxLd6GncfBAep$B6YdZ/XIGK1fs4CzoCE/SlE35QuWia1KliQKbFPpLJc=',
  },
  {
    name: 'pbkdf2_sha1 plain',
    password: 'correct horse battery',
    encoded: 'pbkdf2_sha1$1000$fJBd0Kh8oOOL8dKLzdocJ2$tsqFunb/QJzYHmTGPm+IRrg3rVQ=',
  },
  {
    name: 'argon2 plain',
    password: 'correct horse battery',
    encoded: 'argon2$argon2id$v=19$m=256,t=1,p=2$aXNBakloS3RKMFJsZ0xLT214Z0pUZQ$jG+/7fDrHW1QjMNgoCoA0A',
  },
  {
    name: 'bcrypt_sha256 plain',
    password: 'correct horse battery',
    encoded: 'bcrypt_sha256$$2b$04$5CR81fz/p5y8zJxYSY81mOIHiJ2feB2fC/jvzvdKdIMnMVJbGPaa6',
  },
  {
    name: 'bcrypt plain',
    password: 'correct horse battery',
    encoded: 'bcrypt$$2b$04$rmvwfFMGjgDkl32cnjX46eCvkRIrFDlcl/T6mTAebAEcr3eq8yZmC',
  },
  {
    name: 'scrypt plain',
    password: 'correct horse battery',
    encoded:
      'scrypt$1024$KdNnFRIBXuDL7DxtpYlSXp$8$1$oqU7aOve0bHlI1v7DKKVwU18pTrRRo9qvRn//vqU1PkoEe6N5f7MmNcWxXYX4svrFnfpSG2LiBAeuX+2dmLXsg==',
  },
  {
    name: 'sha1 plain',
    password: 'correct horse battery',
    encoded: 'sha1$fKtHF4vUCsMehGAkWvj7FA$71d66ec0b133cc247618b1ae3e8977c2bfbd808f',
  },
  {
    name: 'md5 plain',
    password: 'correct horse battery',
    encoded: 'md5$c9QeWJKY40uv$7029e03782ae2e1e15af64e12d7132d3',
  },
  {
    name: 'unsalted sha1 plain',
    password: 'correct horse battery',
    encoded: 'sha1$$98decc62ece399a22ed30d490ef333be7fde7385',
  },
  { name: 'bare md5 plain', password: 'correct horse battery', encoded: '88e4ddd2402d92d50e1879d6ecd9ffd4' },
  {
    name: 'unsalted md5 plain',
    password: 'correct horse battery',
    encoded: 'md5$$88e4ddd2402d92d50e1879d6ecd9ffd4',
  },
  {
    name: 'pbkdf2_sha256 empty',
    password: '',
    encoded: 'pbkdf2_sha256$1000$SwMFLZDe1f8rESQedUStPK$23KPxKwR/DICEHeA0N5i7IU7hiNVhOjULZq6tqesziQ=',
  },
  {
    name: 'pbkdf2_sha1 empty',
    password: '',
    encoded: 'pbkdf2_sha1$1000$R0CsTy4Qwb8DwkNhFdnXsi$bPRxfPTEGDpGvX/JrQ0FBf5t2xk=',
  },
  {
    name: 'argon2 empty',
    password: '',
    encoded: 'argon2$argon2id$v=19$m=256,t=1,p=2$VnB6ejYzRmZrQ3pKcjRpMEIzSnJUQQ$Jj9Yb6MJXdbC5ryrO0crtQ',
  },
  {
    name: 'bcrypt_sha256 empty',
    password: '',
    encoded: 'bcrypt_sha256$$2b$04$MA1cs6ucyEojD3iIy9CvPOiGu.XaWvUeu4uNJNMI7853giz30HuTe',
  },
  {
    name: 'bcrypt empty',
    password: '',
    encoded: 'bcrypt$$2b$04$oLQUCsoGULxZ9/jA1/pj4OwszLLCT02zN9CRwqLZr30w7RoXdFGwS',
  },
  {
    name: 'scrypt empty',
    password: '',
    encoded:
      'scrypt$1024$wR4y9ojfljoQoaF1Llqsaj$8$1$t2AFc8T4VwA9odemcwAOrkNLHJS6gQJAFadwpVahF6C5CMTghXS46E2nSVOOlIDvK5rCu9f4AN7RmujqB2VO5A==',
  },
  {
    name: 'sha1 empty',
    password: '',
    encoded: 'sha1$AIxNKu8iS2G8NPRVdD53X8$ff7e6f79766b746d3e3ee38072be23f3c6e7c487',
  },
  { name: 'md5 empty', password: '', encoded: 'md5$3RZJzzzzgEOz$477dc15dd614a907d52c6d08d3a8d79a' },
  { name: 'unsalted sha1 empty', password: '', encoded: 'sha1$$da39a3ee5e6b4b0d3255bfef95601890afd80709' },
  { name: 'bare md5 empty', password: '', encoded: 'd41d8cd98f00b204e9800998ecf8427e' },
  { name: 'unsalted md5 empty', password: '', encoded: 'md5$$d41d8cd98f00b204e9800998ecf8427e' },
  {
    name: 'pbkdf2_sha256 unicode',
    password: 'pässwörd パス 🔑',
    encoded: 'pbkdf2_sha256$1000$dmenCkhvMdgaKjIg8xNbe3$vBtxcmSbnUGF6vgQXh5pQJx4FvR4FxjXmv83/YEhzJY=',
  },
  {
    name: 'pbkdf2_sha1 unicode',
    password: 'pässwörd パス 🔑',
    encoded: 'pbkdf2_sha1$1000$nNyjOq9wMxEhh2FDEEtfjg$D617mYIry+LhYHKEaRcY6X/LujI=',
  },
  {
    name: 'argon2 unicode',
    password: 'pässwörd パス 🔑',
    encoded: 'argon2$argon2id$v=19$m=256,t=1,p=2$VnZWcUUxU2tIYm44OEh4alNJNmJXSA$Kvi/n1GZRpnc+nP86OwfUQ',
  },
  {
    name: 'bcrypt_sha256 unicode',
    password: 'pässwörd パス 🔑',
    encoded: 'bcrypt_sha256$$2b$04$SY9VH5JYQg/Zf4ncxWTLeedeEZ7XZJqeeYxk07yEj5zbxY74G8wAW',
  },
  {
    name: 'bcrypt unicode',
    password: 'pässwörd パス 🔑',
    encoded: 'bcrypt$$2b$04$Y5lg8yYivf5vO/43gnjRzuUEqojPBDPWAqQ9DREqvTc4yJhH5kJgK',
  },
  {
    name: 'scrypt unicode',
    password: 'pässwörd パス 🔑',
    encoded:
      'scrypt$1024$tP3fS2qHx6kwXoIIXGvOoN$8$1$MHhzzQb4p2jpljv+Y/IEO7uEepjVbJl+EV3lYXDSwrqmaajzO+iwE6RGEQmbCtQd0iWpBOHkjTEXBwqgGZVT6g==',
  },
  {
    name: 'sha1 unicode',
    password: 'pässwörd パス 🔑',
    encoded: 'sha1$ZYW2mZp0zVZomHFwUbbYrE$9903149b5e36a542d774abdfe1d4c0145f7b2752',
  },
  {
    name: 'md5 unicode',
    password: 'pässwörd パス 🔑',
    encoded: 'md5$qmSM9wCZ7Uw9$1066f8d8a5e79ccfb27376843f8bf0cf',
  },
  {
    name: 'unsalted sha1 unicode',
    password: 'pässwörd パス 🔑',
    encoded: 'sha1$$5d8bdf4e60489b86c7e81214a51c1073c5949ef7',
  },
  { name: 'bare md5 unicode', password: 'pässwörd パス 🔑', encoded: '6a208a917e3bb03c8cf4933ab19ae33a' },
  {
    name: 'unsalted md5 unicode',
    password: 'pässwörd パス 🔑',
    encoded: 'md5$$6a208a917e3bb03c8cf4933ab19ae33a',
  },
  {
    name: 'pbkdf2_sha256 nul',
    password: 'a$b\0c$',
    encoded: 'pbkdf2_sha256$1000$xfogoEmvnEN5N1aE6PwZPf$AVybv9vP9VSsGFkx4BMQ6VWdlmd8V9u4DT9DxPmS/Fc=',
  },
  {
    name: 'pbkdf2_sha1 nul',
    password: 'a$b\0c$',
    encoded: 'pbkdf2_sha1$1000$1Qh6yYTWmE4lBYOvfZ8UzD$neMwf1mwDGuQKew0CgrIwPDaxbE=',
  },
  {
    name: 'argon2 nul',
    password: 'a$b\0c$',
    encoded: 'argon2$argon2id$v=19$m=256,t=1,p=2$elY4ZlVra2liakw1RFpQak4wTUVRNw$1dKaU8tTRO5uXRPu4X7IdQ',
  },
  {
    name: 'bcrypt_sha256 nul',
    password: 'a$b\0c$',
    encoded: 'bcrypt_sha256$$2b$04$YLAt157dYGVuRaNHMbXLy.WGermqRQD5OHDQkQEMdG7Jivuyy68jy',
  },
  {
    name: 'scrypt nul',
    password: 'a$b\0c$',
    encoded:
      'scrypt$1024$wjJJibaZUPgHV7iB3m03nb$8$1$R+xPYVQt8YZVxTerNA9HjKaLneL4mSk4zEiivKAx29QnzcGymVCQK3ggYwk3Bs83Tqru1bmRc9Mo2N9YXP2jZQ==',
  },
  {
    name: 'sha1 nul',
    password: 'a$b\0c$',
    encoded: 'sha1$qnsGpWLuqIA1id6Vw5DQL0$b79661af0b3e35b37de0ec45a026e8a3a55dbc6a',
  },
  { name: 'md5 nul', password: 'a$b\0c$', encoded: 'md5$5HA064GiIjHG$50fa61c725e83401177665f2de945213' },
  {
    name: 'unsalted sha1 nul',
    password: 'a$b\0c$',
    encoded: 'sha1$$53d838fc27381b19698a2524b6b3cef5b5b5d936',
  },
  { name: 'bare md5 nul', password: 'a$b\0c$', encoded: '022acc29603bd73e21be431da1c2ca35' },
  { name: 'unsalted md5 nul', password: 'a$b\0c$', encoded: 'md5$$022acc29603bd73e21be431da1c2ca35' },
  {
    name: 'pbkdf2_sha256 padded',
    password: '  spaced out\t',
    encoded: 'pbkdf2_sha256$1000$b3CXlMaXZjljENUhJduRHH$IkzmXyTUs/ZIe0viZBo1uRbuIP6ush7e3OWKnf4ec+Q=',
  },
  {
    name: 'pbkdf2_sha1 padded',
    password: '  spaced out\t',
    encoded: 'pbkdf2_sha1$1000$JEYXg4JdpmrcXgGCJbW56e$lobJkSSCAMj2egee3hdNId1PcXE=',
  },
  {
    name: 'argon2 padded',
    password: '  spaced out\t',
    encoded: 'argon2$argon2id$v=19$m=256,t=1,p=2$Q3VOR01HbVNyQ0dJWkVHOHBTSDQ0OA$zXfzIvq0RAp5IuZGQGJJUg',
  },
  {
    name: 'bcrypt_sha256 padded',
    password: '  spaced out\t',
    encoded: 'bcrypt_sha256$$2b$04$Me.2V.7a05BeDHYimRc8keBFNfsJjMmrYJRiGteRmTEgj/jWPNFPW',
  },
  {
    name: 'bcrypt padded',
    password: '  spaced out\t',
    encoded: 'bcrypt$$2b$04$OyAQTszuDUCGPH8NVuUT0evxIxjussZAh83WkC7GjbD/KBN6DoR5C',
  },
  {
    name: 'scrypt padded',
    password: '  spaced out\t',
    encoded:
      'scrypt$1024$7q7J58m1CiAhzCueQpBenQ$8$1$ZWhAtVBfqnMD7+2nGOB7OJhl3UkPJLpsN86DeUifv26a/qm/6NilistnoyTDwDq7jcKC1gfkU3Bs+7NZu3hX3A==',
  },
  {
    name: 'sha1 padded',
    password: '  spaced out\t',
    encoded: 'sha1$tYh5Xj8TPQxjq4i9DoV8gz$5ecb9d6214bc45f84b97a6adf0bee1490907ce57',
  },
  {
    name: 'md5 padded',
    password: '  spaced out\t',
    encoded: 'md5$4FkQ1okTBGzv$e56b1e342fbc707c555fd5ebc86f7fc9',
  },
  {
    name: 'unsalted sha1 padded',
    password: '  spaced out\t',
    encoded: 'sha1$$d7d51088cc64bcaf8f4399d38b072255d2bfef7d',
  },
  { name: 'bare md5 padded', password: '  spaced out\t', encoded: 'fc37a168429ee0a697b60bcb61e84ab0' },
  {
    name: 'unsalted md5 padded',
    password: '  spaced out\t',
    encoded: 'md5$$fc37a168429ee0a697b60bcb61e84ab0',
  },
  {
    name: 'pbkdf2_sha256 long',
    password: 'ääääääääääääääääääääääääääääääääääääääää and more that bcrypt forgets',
    encoded: 'pbkdf2_sha256$1000$AmwufUxbvJDCTbyvHNsG9e$rKuX/9NA8mIxlc+dHjNzfZ3BbJQ0EyCoMqSXvJqxlIY=',
  },
  {
    name: 'pbkdf2_sha1 long',
    password: 'ääääääääääääääääääääääääääääääääääääääää and more that bcrypt forgets',
    encoded: 'pbkdf2_sha1$1000$h6Yo4gfqrc5XlrWi0B26R0$bQqAsBSRDXCj/A178OgDGPu4Aqo=',
  },
  {
    name: 'argon2 long',
    password: 'ääääääääääääääääääääääääääääääääääääääää and more that bcrypt forgets',
    encoded: 'argon2$argon2id$v=19$m=256,t=1,p=2$OHF6akk2R0tGU3VmcmRaU2xCNWVyOA$uYg2knIlt77OWeulrDSpYQ',
  },
  {
    name: 'bcrypt_sha256 long',
    password: 'ääääääääääääääääääääääääääääääääääääääää and more that bcrypt forgets',
    encoded: 'bcrypt_sha256$$2b$04$FiGkuKUpNfE6cR0OHc9Rq.W7C0pxJN/qrTI2xmNm6dLgsB4oxroQy',
  },
  {
    name: 'bcrypt long',
    password: 'ääääääääääääääääääääääääääääääääääääääää and more that bcrypt forgets',
    encoded: 'bcrypt$$2b$04$dyKAdXxjp/6JvFnrzyHKE.CWeS4CzP84OX4lZLBYfQ4bBUJ3q0/dq',
  },
  {
    name: 'scrypt long',
    password: 'ääääääääääääääääääääääääääääääääääääääää and more that bcrypt forgets',
    encoded:
      'scrypt$1024$bOfZqfM2oeq3hDavJA76rN$8$1$E43FoTQiMD0gIA2ISzMpS8A8byXE3ymSd+pVaJBAjbXmiWX6T5gbqf8/X7JfX6PL1Prh2cO/1Bs10ZI+X34pcg==',
  },
  {
    name: 'sha1 long',
    password: 'ääääääääääääääääääääääääääääääääääääääää and more that bcrypt forgets',
    encoded: 'sha1$icHTp8hkqdlm7tOtHWnsCG$36b344294e06c0435b935397ee891de40c20b6f4',
  },
  {
    name: 'md5 long',
    password: 'ääääääääääääääääääääääääääääääääääääääää and more that bcrypt forgets',
    encoded: 'md5$RlrwZbqcabUG$5a2c06b9a38513d9d33c7621f685f94b',
  },
  {
    name: 'unsalted sha1 long',
    password: 'ääääääääääääääääääääääääääääääääääääääää and more that bcrypt forgets',
    encoded: 'sha1$$056eb4a20b69a63449d42846e477f7859f12c8ae',
  },
  {
    name: 'bare md5 long',
    password: 'ääääääääääääääääääääääääääääääääääääääää and more that bcrypt forgets',
    encoded: '68f1e39f6dec1ad1eac624575e6fd2bf',
  },
  {
    name: 'unsalted md5 long',
    password: 'ääääääääääääääääääääääääääääääääääääääää and more that bcrypt forgets',
    encoded: 'md5$$68f1e39f6dec1ad1eac624575e6fd2bf',
  },
  {
    name: 'pbkdf2_sha256 of Django 3.2',
    password: 'correct horse battery',
    encoded: 'pbkdf2_sha256$260000$JmGEp7CgQ0PBQFI14zGtSn$mnS3eJCV6ecpIh2Lcc0rdn+k63C33Fi/C+I5MqlX2IE=',
  },
  {
    name: 'pbkdf2_sha256 of Django 2 with its short salt',
    password: 'correct horse battery',
    encoded: 'pbkdf2_sha256$120000$ovm14TUOizwd$GlF7OBbgTjxYjx13yiqWCXoCpeGq3OuWqsZfmO4Va50=',
  },
  {
    name: 'pbkdf2_sha256 with a salt of words',
    password: 'correct horse battery',
    encoded: 'pbkdf2_sha256$1000$sält & pépper 22 characters$GiIrEXZ3YDHk3igdJqKMJgoVfTeA2M2Qg2E4BcCOwBA=',
  },
  {
    name: 'argon2 of Django 3.2',
    password: 'correct horse battery',
    encoded: 'argon2$argon2id$v=19$m=102400,t=2,p=8$MWlhZU9WNHFCa2RmUTF5M0dRc01wUw$A+M63sgMjnbn669jKI/gXA',
  },
  {
    name: 'argon2d version 16 hash of 16',
    password: 'correct horse battery',
    encoded: 'argon2$argon2d$v=16$m=128,t=2,p=1$c2NEbGtyQ2FxeDl2SnVwYzk0dG53bA$Kdkh7iOtU977DDnU/HNyZg',
  },
  {
    name: 'argon2d without a version, hash of 16',
    password: 'correct horse battery',
    encoded: 'argon2$argon2d$m=128,t=2,p=1$c2NEbGtyQ2FxeDl2SnVwYzk0dG53bA$Kdkh7iOtU977DDnU/HNyZg',
  },
  {
    name: 'argon2d version 16 hash of 32',
    password: 'correct horse battery',
    encoded:
      'argon2$argon2d$v=16$m=128,t=2,p=1$YXZ5ZkVyR1BtcEdYYWZxMGZqekxjeg$NDTknELrcanFle0vDN8sijRJQLnsVEeuKkVcKeCA+HM',
  },
  {
    name: 'argon2d without a version, hash of 32',
    password: 'correct horse battery',
    encoded:
      'argon2$argon2d$m=128,t=2,p=1$YXZ5ZkVyR1BtcEdYYWZxMGZqekxjeg$NDTknELrcanFle0vDN8sijRJQLnsVEeuKkVcKeCA+HM',
  },
  {
    name: 'argon2d version 19 hash of 16',
    password: 'correct horse battery',
    encoded: 'argon2$argon2d$v=19$m=128,t=2,p=1$YnR0T29mTDlIMldqUTVUWTRNeVd1VQ$/i7J/RlVkO66kAIAjPhhPQ',
  },
  {
    name: 'argon2d version 19 hash of 32',
    password: 'correct horse battery',
    encoded:
      'argon2$argon2d$v=19$m=128,t=2,p=1$RmpzVU5QamMwMVQ1R09CVVNaR2k2SA$yz8byo8Xd/6p9Vkg8ZRREk0U9gWyrYcyC+L9ghzuvkE',
  },
  {
    name: 'argon2i version 16 hash of 16',
    password: 'correct horse battery',
    encoded: 'argon2$argon2i$v=16$m=128,t=2,p=1$V0dLMTBaYjBSTFo1VFI5U1BvZmJjaQ$HqYu+pPKtbRni0okP41XfA',
  },
  {
    name: 'argon2i without a version, hash of 16',
    password: 'correct horse battery',
    encoded: 'argon2$argon2i$m=128,t=2,p=1$V0dLMTBaYjBSTFo1VFI5U1BvZmJjaQ$HqYu+pPKtbRni0okP41XfA',
  },
  {
    name: 'argon2i version 16 hash of 32',
    password: 'correct horse battery',
    encoded:
      'argon2$argon2i$v=16$m=128,t=2,p=1$T3g5Z3kxQ0pkT2JPSVJwRnFhRFplVg$McUXkPSHWOMF7l37y01XOM1dfj+bYN3MHGqZGHIpXfU',
  },
  {
    name: 'argon2i without a version, hash of 32',
    password: 'correct horse battery',
    encoded:
      'argon2$argon2i$m=128,t=2,p=1$T3g5Z3kxQ0pkT2JPSVJwRnFhRFplVg$McUXkPSHWOMF7l37y01XOM1dfj+bYN3MHGqZGHIpXfU',
  },
  {
    name: 'argon2i version 19 hash of 16',
    password: 'correct horse battery',
    encoded: 'argon2$argon2i$v=19$m=128,t=2,p=1$N0c1SWZRSGVWVkVxWmUycXBVV25vVg$FHmxury+9bgsqz0nQXI+WA',
  },
  {
    name: 'argon2i version 19 hash of 32',
    password: 'correct horse battery',
    encoded:
      'argon2$argon2i$v=19$m=128,t=2,p=1$UERGMnllRTZSc1hjTk9QbWVNanZxUA$tKA4IBvomz+Br7mwqgXFCgE5oAVe79/LSsOP8HhZJJI',
  },
  {
    name: 'argon2id version 16 hash of 16',
    password: 'correct horse battery',
    encoded: 'argon2$argon2id$v=16$m=128,t=2,p=1$VlN0TktpYUVkRnJSZ1NuUkZzVEhzRA$2W3bXWUmumkLlq/bWUCZXg',
  },
  {
    name: 'argon2id without a version, hash of 16',
    password: 'correct horse battery',
    encoded: 'argon2$argon2id$m=128,t=2,p=1$VlN0TktpYUVkRnJSZ1NuUkZzVEhzRA$2W3bXWUmumkLlq/bWUCZXg',
  },
  {
    name: 'argon2id version 16 hash of 32',
    password: 'correct horse battery',
    encoded:
      'argon2$argon2id$v=16$m=128,t=2,p=1$RERYaDVKbXRmN0Vic0RlMEc5Q3J5bg$SU4QGHGNSijrWq6wFHfOnFaiScqIGG/tLnislTEXCQk',
  },
  {
    name: 'argon2id without a version, hash of 32',
    password: 'correct horse battery',
    encoded:
      'argon2$argon2id$m=128,t=2,p=1$RERYaDVKbXRmN0Vic0RlMEc5Q3J5bg$SU4QGHGNSijrWq6wFHfOnFaiScqIGG/tLnislTEXCQk',
  },
  {
    name: 'argon2id version 19 hash of 16',
    password: 'correct horse battery',
    encoded: 'argon2$argon2id$v=19$m=128,t=2,p=1$Njg3bmVMZmpWSHE4eGlNME9HcjRoVA$Ga2BH59+ejfBG2Yn89gfDg',
  },
  {
    name: 'argon2id version 19 hash of 32',
    password: 'correct horse battery',
    encoded:
      'argon2$argon2id$v=19$m=128,t=2,p=1$eG9GNTRGemJrYThGUkN6dFVqQXd5dQ$ia0O5ejo4AaCqVKFgL/am+zJ06k6exZdM1wcsTs5Lbo',
  },
  {
    name: 'argon2id from elsewhere with a salt of 16 bytes',
    password: 'correct horse battery',
    encoded:
      'argon2$argon2id$v=19$m=128,t=2,p=1$c2FsdHNhbHQxNmJ5dGVzIQ$854uD/cd9X9KvvBR2mN0HRNPeNMHYS2aMeZTryWAWYU',
  },
  {
    name: 'bcrypt_sha256 of Django 3.2',
    password: 'correct horse battery',
    encoded: 'bcrypt_sha256$$2b$12$mqJpPwDHmcQ1RiwbmMPOw.iWRH4VK3IdkvffglrfxVt8evIicPrI.',
  },
  {
    name: 'bcrypt 2a',
    password: 'correct horse battery',
    encoded: 'bcrypt$$2a$04$gi9j27Uo1qG.ybBtiAxFT./5ApY2jpKFIXz/zj89aorSRZ2uvYAkK',
  },
  {
    name: 'bcrypt 2b',
    password: 'correct horse battery',
    encoded: 'bcrypt$$2b$04$V7gFWgHAFzWZfvioyf03L.F0EOFiax/QzC6o5ZLs225VFW5owbCom',
  },
  {
    name: 'bcrypt 2y',
    password: 'correct horse battery',
    encoded: 'bcrypt$$2y$04$hE1awplUu/AfWvQq7iCmIuIpul96O2PME/upjfDRjEavHuqwkExRC',
  },
  {
    name: 'scrypt of Django, parallelism 1',
    password: 'correct horse battery',
    encoded:
      'scrypt$16384$h1vauWv1zh87mTa5Vsqxez$8$1$Jonw+fqbOYx+3uPLv11pJVF4dJoThl3q1nKDKkRITRaCW2MxaX5jiUcPirfK58vUIEwNrJUOohYoZwXoFIydXA==',
  },
  {
    name: 'scrypt of Django, parallelism 5',
    password: 'correct horse battery',
    encoded:
      'scrypt$16384$y3Lex7BWr2drgd1QsO7jpr$8$5$eSer038KWSlfW438BoWiY9OJ/0pAyla0VbVT2rzrRIR3OyJPbe1zIIP6YL5wcicREsnzhWIKrfQ/A4dHunUqcA==',
  },
];
