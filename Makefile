# One Makefile, no recursion.
#
#	make                programs, in build/bin
#	make SAN=1 …        the same with address and undefined sanitizers
#	make CC=clang …     the other compiler
#	make tests          test programs, in build/test
#	make lint           the rules of the house that a machine can hold
#	make install        DESTDIR= PREFIX=/usr/local
#
# A room is a folder; its sources are an archive.  Who may include whom is in
# tests/lint/layers.txt.

.DELETE_ON_ERROR:
.SUFFIXES:
.SECONDARY:
.DEFAULT_GOAL := all

B        := build$(if $(SAN),/san)
G        := $B/gen
PREFIX   ?= /usr/local
VERSION  := $(shell cat VERSION)

WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
            -Wmissing-prototypes -Wwrite-strings -Wcast-qual -Wundef \
            -Wformat=2 -Wvla -Werror
# Everything fits into a shared library too, and keeps its names to itself.
HARDEN   := -fstack-protector-strong -fPIC -fvisibility=hidden $(if $(SAN),,-D_FORTIFY_SOURCE=2)
CFLAGS   ?= -O2 -g
comma    := ,
SANFLAGS := $(if $(SAN),-fsanitize=address$(comma)undefined \
            -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
override CFLAGS   += -std=c11 $(WARN) $(HARDEN) $(SANFLAGS)
override CPPFLAGS += -D_GNU_SOURCE -DSIXTHKEY_VERSION='"$(VERSION)"' -I. -isystem $G \
            -I$(shell pg_config --includedir)
override LDFLAGS  += -pie -Wl,-z,relro,-z,now $(SANFLAGS)

# ---- rooms ------------------------------------------------------------------

room      = $(sort $(wildcard $1/*.c))
obj       = $(patsubst %.c,$B/obj/%.o,$1)

ROOMS    := base rules proto schema formats operations explain
base_src    := $(call room,base)
rules_src   := $(call room,rules)
proto_src   := $(call room,proto)
schema_src  := $(call room,schema)
formats_src := $(call room,formats)
operations_src := $(call room,operations)
explain_src := $(call room,explain)
runtime_src := $(call room,workers/runtime)
broker_src  := $(filter-out broker/main.c,$(call room,broker))
cli_src     := $(filter-out cli/main.c,$(call room,cli))
web_src     := $(filter-out web/main.c,$(call room,web)) \
               $(call room,web/console)

PROTOS   := $(sort $(wildcard proto/*.proto))
PB_C     := $(PROTOS:%.proto=$G/%.pb-c.c)
PB_H     := $(PROTOS:%.proto=$G/%.pb-c.h)
SQL_GEN  := $G/schema/queries.def $G/schema/queries_text.c \
            $G/schema/upgrades_text.c

L        := $B/lib
LIB      := $(foreach r,explain operations formats proto schema rules base,$L/$r.a)

$L/base.a:    $(call obj,$(base_src))
$L/rules.a:   $(call obj,$(rules_src))
$L/proto.a:   $(call obj,$(proto_src)) $(PB_C:$G/%.c=$B/obj/gen/%.o)
$L/schema.a:  $(call obj,$(schema_src)) $B/obj/gen/schema/queries_text.o \
              $B/obj/gen/schema/upgrades_text.o
$L/formats.a: $(call obj,$(formats_src))
$L/operations.a: $(call obj,$(operations_src))
$L/explain.a: $(call obj,$(explain_src))
$L/runtime.a: $(call obj,$(runtime_src))
$L/broker.a:  $(call obj,$(broker_src))
$L/cli.a:     $(call obj,$(cli_src)) $B/obj/gen/cli/page_style.o
$L/web.a:     $(call obj,$(web_src)) $B/obj/gen/web/openapi.o \
              $B/obj/gen/web/console/assets.o

$L/%.a:
	@mkdir -p $(@D)
	@rm -f $@
	$(AR) rcs $@ $(filter %.o,$^)

# ---- programs ---------------------------------------------------------------

# Generated protobuf code is not ours to warn about.
GENFLAGS := -Wno-conversion -Wno-cast-qual -Wno-pedantic -Wno-missing-prototypes

LIBS     := -lzmq -lprotobuf-c -lpq -lsodium -lcrypto -lz
FORMATS  := -ljansson -lzip -lexpat
STAGES   := ingest assessment quality-combination publication
PROGRAMS := sixthkey sixthkey-broker sixthkey-web $(STAGES:%=sixthkey-%)

all: $(PROGRAMS:%=$B/bin/%) $L/libsixthkey.a $L/libsixthkey.so $B/bin/submit

link = @mkdir -p $(@D); \
       $(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) \
       -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LIBS) $1

$B/bin/sixthkey-broker: $B/obj/broker/main.o $L/broker.a $(LIB)
	$(call link)
$B/bin/sixthkey: $B/obj/cli/main.o $L/cli.a $(LIB)
	$(call link,$(FORMATS))
$B/bin/sixthkey-web: $B/obj/web/main.o $L/web.a $(LIB)
	$(call link,-lmicrohttpd $(FORMATS))
define worker
$B/bin/sixthkey-$1: $(call obj,$(call room,workers/$1)) $L/runtime.a $(LIB)
	$$(call link)
endef
$(foreach s,$(STAGES),$(eval $(call worker,$s)))

# ---- libsixthkey ------------------------------------------------------------

# One object with only the names of its header, and nothing of what is inside.
SONAME     := libsixthkey.so.$(firstword $(subst ., ,$(VERSION)))
library    := $(call obj,$(call room,proto/library)) $L/proto.a $L/rules.a $L/base.a
LIBRARIES  := -lzmq -lprotobuf-c -lsodium -lcrypto

$L/sixthkey.o: $(library)
	$(LD) -r -o $@ $(filter %.o,$^) --start-group $(filter %.a,$^) --end-group
	objcopy --localize-hidden $@
$L/libsixthkey.a: $L/sixthkey.o
$L/$(SONAME): $(library) Makefile
	$(CC) $(filter-out -pie,$(LDFLAGS)) -shared -Wl,-soname,$(SONAME) -o $@ \
	    $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group \
	    $(LIBRARIES)
$L/libsixthkey.so: $L/$(SONAME)
	ln -sf $(SONAME) $@
$L/sixthkey.pc: proto/library/sixthkey.pc.in VERSION
	@mkdir -p $(@D)
	sed 's|@prefix@|$(PREFIX)|; s|@version@|$(VERSION)|' $< >$@

# As a foreign program: with the header and the library, and nothing else.
$B/bin/submit: examples/submit.c include/sixthkey.h $L/libsixthkey.so
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -Iinclude -o $@ $< $L/libsixthkey.so \
	    -Wl,-rpath,'$$ORIGIN/../lib'

# Other flags make other objects.
$B/flags: always
	@mkdir -p $(@D)
	@echo '$(CC) $(CPPFLAGS) $(CFLAGS)' | cmp -s - $@ || \
	    echo '$(CC) $(CPPFLAGS) $(CFLAGS)' >$@

$B/obj/%.o: %.c $B/flags | $(PB_H) $(SQL_GEN)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MD -MP -c -o $@ $<
$B/obj/gen/%.o: $G/%.c $B/flags
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(GENFLAGS) -MD -MP -c -o $@ $<

$G/%.pb-c.c $G/%.pb-c.h: %.proto
	@mkdir -p $(@D)
	protoc-c --proto_path=. --c_out=$G $<
$G/schema/queries.def: schema/queries.awk $(sort $(wildcard schema/queries/*.sql))
	@mkdir -p $(@D)
	awk -v form=def -f $^ >$@
$G/schema/queries_text.c: schema/queries.awk $(sort $(wildcard schema/queries/*.sql))
	@mkdir -p $(@D)
	awk -v form=text -f $^ >$@
$G/schema/upgrades_text.c: schema/queries.awk $(sort $(wildcard schema/upgrades/*.sql))
	@mkdir -p $(@D)
	awk -v form=upgrades -f $^ >$@

# What is served as it stands.
$G/web/openapi.c: docs/openapi.json
	@mkdir -p $(@D)
	{ echo '#include "web/openapi.h"'; \
	    echo 'const unsigned char openapi_json[] = {'; \
	    od -An -v -tu1 $< | sed 's/  */,/g; s/^,//; s/$$/,/'; \
	    echo '};'; \
	    echo 'const size_t openapi_json_len = sizeof(openapi_json);'; } >$@
$G/web/console/assets.c: web/console/assets.awk \
                         $(sort $(wildcard web/console/assets/*))
	@mkdir -p $(@D)
	awk -f $^ >$@

# What every public page has in its head, a rule a line.
$G/cli/page_style.c: cli/page.css
	@mkdir -p $(@D)
	{ echo '#include "cli/page.h"'; echo 'const char page_style[] ='; \
	    tr '\n\t' '  ' <$< | sed -e 's,/\*[^*]*\*/ *,,g' -e 's/  */ /g' \
	    -e 's/["\\]/\\&/g' -e 's/ *$$/\\n"/' -e 's/} /}\\n"\n"/g' \
	    -e 's/^/"/'; echo ';'; } >$@

# ---- tests ------------------------------------------------------------------

# One program for each tests/*/test_*.c.  Step tests link one worker's steps.
TEST_SRC := $(sort $(wildcard tests/unit/test_*.c tests/rules/test_*.c \
              tests/broker/test_*.c tests/schema/test_*.c tests/steps/test_*.c \
              tests/web/test_*.c tests/e2e/test_*.c))
TESTS    := $(TEST_SRC:tests/%.c=$B/test/%)
testlib  := $L/testlib.a
$(testlib): $(call obj,$(call room,tests/lib))
steps    := $(call obj,$(filter-out %/main.c,$(foreach s,$(STAGES),$(call room,workers/$s))))

tests: $(TESTS)
# The broker and the formats both have a reader: tests of the one do without
# the other.
$(TESTS): $B/test/%: $B/obj/tests/%.o $(testlib) $(steps) $L/runtime.a $(LIB)
	$(call link,-lcmocka -lmicrohttpd $(FORMATS))
$(filter $B/test/broker/% $B/test/schema/% $B/test/e2e/test_pages,$(TESTS)): $L/broker.a
$(filter-out $B/test/broker/%,$(TESTS)): $L/cli.a
$(filter $B/test/web/%,$(TESTS)): $L/web.a

# With the library itself, as another program would have it.
$B/test/e2e/test_library: $L/libsixthkey.so
$B/test/e2e/test_library: LIBS += $L/libsixthkey.so -Wl,-rpath,'$$ORIGIN/../../lib'

# A whole line, broken in every way by tests/chaos/run.
chaos: $(filter-out $B/bin/sixthkey $B/bin/sixthkey-web,$(PROGRAMS:%=$B/bin/%)) \
       $B/test/chaos/run $B/test/chaos/poison.so
$B/test/chaos/run: $(call obj,$(call room,tests/chaos)) $(testlib) $(steps) \
                   $L/runtime.a $(LIB)
	$(call link)
$B/test/chaos/poison.so: tests/chaos/preload/poison.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(filter-out -fvisibility=hidden $(SANFLAGS),$(CFLAGS)) -shared -o $@ $<

# How fast it is, by tests/bench/NAME.  The line's noop runs workers of its own:
# the same runtime, and statements behind those of the product.
BENCHES := $(patsubst tests/bench/%.c,%,$(wildcard tests/bench/*.c))
bench: $(PROGRAMS:%=$B/bin/%) $(BENCHES:%=$B/test/bench/%) \
       $B/test/noop/sixthkey-broker $(STAGES:%=$B/test/noop/sixthkey-%)
$L/bench.a: $(call obj,$(call room,tests/bench/lib))
$(BENCHES:%=$B/test/bench/%): $B/test/bench/%: $B/obj/tests/bench/%.o \
    $L/bench.a $(testlib) $(steps) $L/runtime.a $(LIB)
	$(call link,-lcmocka -ljansson -lpthread)
# Only where librabbitmq was installed for it.
$B/test/bench/rabbitmq: $B/obj/tests/bench/peer/rabbitmq.o
	$(call link,-lrabbitmq -lpthread)
$G/noop/queries_text.c: schema/queries.awk \
    $(sort $(wildcard schema/queries/*.sql)) \
    $(sort $(wildcard tests/bench/noop/*.sql))
	@mkdir -p $(@D)
	awk -v form=text -f $^ >$@
$B/obj/tests/bench/noop/queries_text.o: $G/noop/queries_text.c $B/flags
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(GENFLAGS) -MD -MP -c -o $@ $<
$B/test/noop/noop: $B/obj/tests/bench/noop/noop.o \
    $B/obj/tests/bench/noop/queries_text.o $L/runtime.a $(LIB)
	$(call link)
$B/test/noop/sixthkey-broker: $B/bin/sixthkey-broker
	@mkdir -p $(@D)
	ln -f $< $@
$(STAGES:%=$B/test/noop/sixthkey-%): $B/test/noop/noop
	@mkdir -p $(@D)
	ln -f $< $@

# libFuzzer's, by tests/fuzz/long-fuzz.sh, which gives clang and its flags.
FUZZERS := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
fuzz: $(FUZZERS:%=$B/bin/%)
$B/bin/fuzz_%: $B/obj/tests/fuzz/fuzz_%.o $B/obj/tests/lib/spread.o \
    $(call obj,$(addprefix web/,guard.c request.c intake_read.c)) \
    $L/formats.a $L/proto.a $L/rules.a $L/base.a
	$(call link,-lcmocka $(FORMATS) -fsanitize=fuzzer)

lint:
	@tests/lint/run

install: all $L/sixthkey.pc
	install -d $(addprefix $(DESTDIR)$(PREFIX)/,bin include lib/pkgconfig)
	install -m 755 $(PROGRAMS:%=$B/bin/%) $(DESTDIR)$(PREFIX)/bin
	for page in docs/man/*.[158]; do \
		install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/man/man$${page##*.} \
		    $$page || exit; \
	done
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	$B/bin/sixthkey completion bash \
	    >$(DESTDIR)$(PREFIX)/share/bash-completion/completions/sixthkey
	install -m 644 include/sixthkey.h $(DESTDIR)$(PREFIX)/include
	install -m 644 $L/libsixthkey.a $L/$(SONAME) $(DESTDIR)$(PREFIX)/lib
	ln -sf $(SONAME) $(DESTDIR)$(PREFIX)/lib/libsixthkey.so
	install -m 644 $L/sixthkey.pc $(DESTDIR)$(PREFIX)/lib/pkgconfig

clean:
	rm -rf build

always:
.PHONY: all always tests chaos bench lint install clean
-include $(shell find $B/obj -name '*.d' 2>/dev/null)
