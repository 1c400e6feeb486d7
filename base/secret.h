/*
 * secret.h - what must not be guessed (libsodium): random words, passwords,
 * marks that only the holder of a key can make.
 */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include <stddef.h>

enum { SECRET_HEX = 65, SECRET_VERIFIER = 128 };

/* 32 random bytes in hexadecimal. */
void	secret_new(char out[SECRET_HEX]);

/* Takes as long whether the first byte differs or the last. */
int	secret_same(const void *, const void *, size_t);

/* argon2id; what is stored in the place of a password. */
void	secret_verifier(const char *password, char out[SECRET_VERIFIER]);

/* 1 where the password is the one.  Takes as long where there is no verifier
 * ("") as where there is one. */
int	secret_proves(const char *password, const char *verifier);

/* The mark of a text under a key, in hexadecimal. */
void	secret_mark(const char *key, const char *text, char out[SECRET_HEX]);

#endif
