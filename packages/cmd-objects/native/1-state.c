/* The shim between plugins in C and the runtime in JavaScript. These files are one: they are compiled together, in
 * the order of their numbers, behind libtrashtalk.h and the table of callbacks, which are made by src/native. */
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PRIVATE_API __attribute__((visibility("default")))

/* Shared with JavaScript: the words of `control` have the numbers of CONTROL in src/native/shim-table.ts. */
static uint32_t control[CONTROL_WORDS];
/* Arguments and results cross here: arguments from control[TOP] on, the result where the first argument was. */
static TTValue stack[STACK_VALUES];
/* Where JavaScript writes texts. */
static char scratch[SCRATCH_BYTES];
static const Host* host;
static pthread_t owner;

/* In slots: the JSON of a dictionary, which plugins see as text. */
#define JSON_TEXT 9

#define DEEPEST 2000u
#define LONGEST_TEXT (16u * 1024 * 1024)
#define NOWHERE UINT32_MAX

static int on_owner(void) { return host != NULL && pthread_equal(pthread_self(), owner); }

/* --- errors: each thread has its own last one; that of the owner is quicker to reach --- */

typedef struct {
    int code;
    char text[512];
} Last;

static Last owners_last;
/* Not _Thread_local: Bun's compiler, which builds this where there is no other, knows no such variables. */
static pthread_key_t others_last;
static pthread_once_t others_once = PTHREAD_ONCE_INIT;

static void* need(void* memory) {
    if (memory == NULL) {
        fputs("libtrashtalk: out of memory\n", stderr);
        abort();
    }
    return memory;
}

static void make_others_last(void) { pthread_key_create(&others_last, free); }

static Last* last_of_thread(void) {
    if (on_owner()) return &owners_last;
    pthread_once(&others_once, make_others_last);
    Last* last = pthread_getspecific(others_last);
    if (last == NULL) {
        last = need(calloc(1, sizeof *last));
        pthread_setspecific(others_last, last);
    }
    return last;
}

static void set_last(int code, const char* type, const char* message) {
    Last* last = last_of_thread();
    last->code = code;
    snprintf(last->text, sizeof last->text, "%s: %s", type, message);
}

static void clear_last(void) { last_of_thread()->code = 0; }

static char* copy_bytes(const char* text, size_t length) {
    char* copy = need(malloc(length + 1));
    memcpy(copy, text, length);
    copy[length] = 0;
    return copy;
}

static char* copy_text(const char* text) { return copy_bytes(text, strlen(text)); }

/* What no program has as the address of a text. */
static int is_address(const void* pointer) {
    uintptr_t number = (uintptr_t)pointer;
    return number >= 65536 && number >> 48 == 0;
}
