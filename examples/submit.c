/*
 * submit - report one inspection of a trust and print what became of it.
 *
 *	cc submit.c $(pkg-config --cflags --libs sixthkey) -o submit
 *	./submit ipc:///run/sixthkey/submit RGT good
 */
#include <stdio.h>
#include <stdlib.h>

#include <sixthkey.h>

int
main(int argc, char **argv)
{
	static const char *const	 words[] = { "", "accepted",
					    "a duplicate", "in conflict",
					    "rejected" };
	struct sixthkey			*line;
	struct sixthkey_event		*event;
	struct sixthkey_result		 result;
	char				 cell[100];
	int				 rc;

	if (argc != 4) {
		fprintf(stderr, "usage: submit ENDPOINT TRUST RATING\n");
		return 64;
	}
	snprintf(cell, sizeof(cell), "- | - | safe | %s", argv[3]);
	event = sixthkey_event_new("/examples/submit", argv[2],
	    "inspection.reported");
	sixthkey_event_set(event, "provider", argv[2]);
	sixthkey_event_set(event, "rated", "2019-02-26");
	sixthkey_event_set(event, "cell", cell);
	rc = sixthkey_connect(&line, argv[1], getenv("SIXTHKEY_KEY"), NULL,
	    NULL);
	if (rc == SIXTHKEY_OK)
		rc = sixthkey_submit_wait(line, event, 0, 10000, &result);
	if (rc != SIXTHKEY_OK)
		fprintf(stderr, "submit: %s\n", sixthkey_error(line));
	else
		printf("%s %s\n", words[result.answer], result.text);
	sixthkey_event_free(&event);
	sixthkey_close(&line);
	return rc;
}
