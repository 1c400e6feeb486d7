/*
 * cloud_text.h - what was refused, as text to be kept and mended.  Private
 * to cloud*.c.
 */
#ifndef FORMATS_CLOUD_TEXT_H
#define FORMATS_CLOUD_TEXT_H

#include "proto/cloud.h"

/* Data that is a packed event; the bytes themselves where it is none. */
struct bytes	 cloud_text_packed(const struct cloud *, struct arena *);

/* Attributes and data as one object; data that is no JSON as a text. */
struct bytes	 cloud_text_json(const struct cloud *, struct arena *);

#endif
