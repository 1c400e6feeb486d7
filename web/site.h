/*
 * site.h - which address is answered by whom.
 */
#ifndef WEB_SITE_H
#define WEB_SITE_H

#include "web/desk.h"
#include "web/http.h"
#include "web/intake.h"
#include "web/picture.h"

struct site {
	struct intake	 intake;
	struct desk	*desk;
	struct http	*http;		/* for its counts */
	struct pictures	*pictures;
};

serve_fn	 site_serve;

#endif
