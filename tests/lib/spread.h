/*
 * spread.h - OpenDocument spreadsheets for tests.
 */
#ifndef TESTS_LIB_SPREAD_H
#define TESTS_LIB_SPREAD_H

#include <stddef.h>

/* What stands around the sheets. */
#define SPREAD_BEGIN \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content " \
	"xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" " \
	"xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" " \
	"xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">" \
	"<office:body><office:spreadsheet>"
#define SPREAD_END \
	"</office:spreadsheet></office:body></office:document-content>"

/* A zip archive with one entry. */
void	spread_write(const char *path, const char *entry, const char *text,
	    size_t);

/* "Latest ratings" as it is published: README, a sheet of so many ratings of
 * locations, ten each, and one of providers. */
void	spread_latest(const char *path, unsigned rows, unsigned providers);

#endif
