#include <sodium.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/secret.h"

_Static_assert(SECRET_VERIFIER == crypto_pwhash_argon2id_STRBYTES,
    "size of a verifier");

static void
begin(void)
{
	if (sodium_init() < 0)
		abort();
}

void
secret_new(char out[SECRET_HEX])
{
	uint8_t	 bytes[SECRET_HEX / 2];

	begin();
	randombytes_buf(bytes, sizeof(bytes));
	digest_hex(bytes, sizeof(bytes), out);
	sodium_memzero(bytes, sizeof(bytes));
}

int
secret_same(const void *x, const void *y, size_t n)
{
	return sodium_memcmp(x, y, n) == 0;
}

void
secret_verifier(const char *password, char out[SECRET_VERIFIER])
{
	begin();
	if (crypto_pwhash_argon2id_str(out, password, strlen(password),
	    crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE,
	    crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE) != 0)
		abort();	/* no memory */
}

int
secret_proves(const char *password, const char *verifier)
{
	char	 nobody[SECRET_VERIFIER];

	begin();
	if (*verifier == '\0') {
		secret_verifier(password, nobody);
		return 0;
	}
	return crypto_pwhash_argon2id_str_verify(verifier, password,
	    strlen(password)) == 0;
}

void
secret_mark(const char *key, const char *text, char out[SECRET_HEX])
{
	crypto_auth_hmacsha256_state	 s;
	uint8_t				 mac[crypto_auth_hmacsha256_BYTES];

	crypto_auth_hmacsha256_init(&s, (const uint8_t *)key, strlen(key));
	crypto_auth_hmacsha256_update(&s, (const uint8_t *)text, strlen(text));
	crypto_auth_hmacsha256_final(&s, mac);
	digest_hex(mac, sizeof(mac), out);
}
