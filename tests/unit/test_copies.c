/*
 * What is said of replicas and of the archive.
 */
#include "operations/copies.h"
#include "tests/lib/test.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

enum { MOST = 3 };

#define DOC	"; see docs/backup.md"

static const struct {
	const char	*label;
	struct replica	 replica[MOST];
	const char	*archive, *awaited, *says;
	int		 grave;
} rows[] = {
	{ "none", { { 0 } }, "on", "",
	    "No replica: a lost disk loses what is not in the archive" DOC,
	    0 },
	{ "none, and no archive", { { 0 } }, "off", "",
	    "No replica: a lost disk loses what is not in the archive, and "
	    "there is none" DOC, 0 },
	{ "one that is idle", { { "b", "streaming", "async", "", 0, -1 } },
	    "on", "", "1 replica follows, 0 bytes behind", 0 },
	{ "two", { { "b", "streaming", "async", "", 10, 20 },
	    { "c", "catchup", "async", "", 1234567, 1500 } }, "on", "",
	    "2 replicas follow, the farthest 1,234,567 bytes and 1.5 s "
	    "behind", 0 },
	{ "far behind", { { "b", "streaming", "async", "", 10, 61000 } },
	    "on", "", "1 replica follows, 10 bytes and 1 min 1 s behind", 1 },
	{ "a base backup is no replica",
	    { { "pg_basebackup", "backup", "async", "", -1, -1 } }, "on", "",
	    "No replica: a lost disk loses what is not in the archive" DOC,
	    0 },
	{ "may not be seen", { { "b", "", "", "", -1, -1 } }, "on", "",
	    "1 replica follows; how far is not known", 0 },
	{ "a state of a newer server",
	    { { "b", "dreaming", "async", "", 5, -1 } }, "on", "",
	    "1 replica follows, 5 bytes behind", 0 },
	{ "away", { { "b", "streaming", "async", "", 0, 0 },
	    { "c", "away", "", "", 16777216, -1 } }, "on", "",
	    "c is away and its place is kept: 16,777,216 bytes of WAL wait "
	    "for it, and more until the disk is full; start it, or drop its "
	    "slot", 1 },
	{ "awaited and not there",
	    { { "b", "streaming", "async", "", 0, 0 } }, "on", "c",
	    "Every commit waits for c, and no such standby is there" DOC, 1 },
	{ "awaited and there", { { "c", "streaming", "sync", "", 0, 0 } },
	    "on", "c", "1 replica follows, 0 bytes and 0.0 s behind", 0 },
	{ "one of any", { { "c", "streaming", "quorum", "", 0, 0 } },
	    "on", "ANY 1 (*)", "1 replica follows, 0 bytes and 0.0 s behind",
	    0 },
};

static void
replicas_are_said_in_a_sentence(void **state)
{
	struct buf	 b = { 0 };
	size_t		 i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		struct replica	 r[MOST];
		struct copies	 c = { .replica = r,
				    .archive = rows[i].archive,
				    .awaited = rows[i].awaited };

		memcpy(r, rows[i].replica, sizeof(r));
		while (c.nreplica < MOST && r[c.nreplica].name != NULL)
			c.nreplica++;
		buf_clear(&b);
		if (copies_say_replicas(&c, &b) != rows[i].grave ||
		    strcmp(b.data, rows[i].says) != 0)
			fail_msg("%s: %s", rows[i].label, b.data);
	}
	buf_release(&b);
}

static void
a_replica_is_told_in_words(void **state)
{
	static const struct {
		const char	*state, *sync, *does, *awaited;
	} replicas[] = {
		{ "streaming", "sync", "follows", "yes" },
		{ "catchup", "potential", "catches up", "if another is gone" },
		{ "away", "", "is away; its place is kept", "" },
		{ "backup", "async", "copies all of it", "no" },
		{ "dreaming", "quorum", "dreaming", "yes, or for another" },
		{ "", "", "may not be seen from here", "" },
	};
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(replicas); i++) {
		const struct replica	 r = { .state = replicas[i].state,
					    .sync = replicas[i].sync };

		assert_string_equal(replica_does(&r), replicas[i].does);
		assert_string_equal(replica_awaited(&r), replicas[i].awaited);
	}
}

static void
the_archive_is_said_in_a_sentence(void **state)
{
	static const struct {
		const char	*label;
		struct copies	 c;
		const char	*says;
		int		 grave;
	} archives[] = {
		{ "off", { .archive = "off", .ok_ms = -1, .failed_ms = -1 },
		    "There is none: a lost disk loses what no dump has" DOC,
		    0 },
		{ "new", { .archive = "on", .ok_ms = -1, .failed_ms = -1 },
		    "It works: nothing was stored yet", 0 },
		{ "well", { .archive = "on", .ok_ms = 12000, .ok = 3,
		    .failed_ms = -1 },
		    "It works: the last file was stored 12.0 s ago", 0 },
		{ "well again", { .archive = "always", .ok_ms = 1000,
		    .failed_ms = 2000, .failed = 1, .failed_what = "0A" },
		    "It works: the last file was stored 1.0 s ago; it failed "
		    "1 time, the last 2.0 s ago with 0A", 0 },
		{ "fails", { .archive = "on", .ok_ms = 2000,
		    .failed_ms = 1000, .failed = 1200, .failed_what = "0A" },
		    "It does not work now: the last file was stored 2.0 s ago; "
		    "it failed 1,200 times, the last 1.0 s ago with 0A", 1 },
		{ "never worked", { .archive = "on", .ok_ms = -1,
		    .failed_ms = 1000, .failed = 2, .failed_what = "01" },
		    "It does not work now: nothing was stored yet; it failed "
		    "2 times, the last 1.0 s ago with 01", 1 },
	};
	struct buf	 b = { 0 };
	size_t		 i;

	(void)state;
	for (i = 0; i < COUNT(archives); i++) {
		buf_clear(&b);
		if (copies_say_archive(&archives[i].c, &b) !=
		    archives[i].grave ||
		    strcmp(b.data, archives[i].says) != 0)
			fail_msg("%s: %s", archives[i].label, b.data);
	}
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(replicas_are_said_in_a_sentence),
		cmocka_unit_test(a_replica_is_told_in_words),
		cmocka_unit_test(the_archive_is_said_in_a_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
