/*
 * cqc.h - inside CQC's answers for one provider or location.  Private to the
 * files cqc_*.c.
 */
#ifndef FORMATS_CQC_H
#define FORMATS_CQC_H

#include <jansson.h>

#include "formats/format.h"

enum { PATH_MAX_BYTES = 160 };

/* One object as it is read. */
struct cqc_object {
	struct reading	*reading;
	uint64_t	 line;
	json_t		*root;
	const char	*provider;
	const char	*location;	/* "": a provider */
	size_t		 seen;		/* ratings and refusals so far */
};

/* A member's text; "" where it is absent or null; NULL after it was refused,
 * because it is something else. */
const char	*cqc_text(struct cqc_object *, const json_t *of,
		    const char *path, const char *key);

/* A member of that type; NULL where it is absent or null, or after it was
 * refused, because it is something else. */
const json_t	*cqc_member(struct cqc_object *, const json_t *of,
		    const char *path, const char *key, json_type);

/* 0, or -1 after a text that is no date to the day was refused; no text gives
 * no date. */
int		 cqc_date(struct cqc_object *, const json_t *of,
		    const char *path, const char *key, struct day *);

/* All of currentRatings and historicRatings into the sheaf. */
void		 cqc_ratings(struct cqc_object *);

/* "Medical care (including older people's care)" for "care"; root may be NULL:
 * it is asked where the code is none of ours. */
const char	*cqc_service(const json_t *root, const char *code);

/* A trust with its locations and the grids of each, which is no answer of CQC's
 * but made from several. */
int		 grid_is(const json_t *root);
void		 grid_read(struct reading *, const json_t *root,
		    uint64_t line);

#endif
