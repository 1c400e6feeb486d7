/*
 * openapi.h - docs/openapi.json as it was when this was built.
 */
#ifndef WEB_OPENAPI_H
#define WEB_OPENAPI_H

#include <stddef.h>

extern const unsigned char	 openapi_json[];
extern const size_t		 openapi_json_len;

#endif
