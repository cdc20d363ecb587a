// Made of native/*.c by scripts/embed-shim.mjs.
/* eslint max-lines: off */
export const SHIM_SOURCE = `/* The shim between plugins in C and the runtime in JavaScript. These files are one: they are compiled together, in
 * the order of their numbers, behind libtrashtalk.h and the table of callbacks, which are made by src/native. */
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PRIVATE_API __attribute__((visibility("default")))

/* Shared with JavaScript: the words of \`control\` have the numbers of CONTROL in src/native/shim-table.ts. */
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
        fputs("libtrashtalk: out of memory\\n", stderr);
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

/* --- handles: numbers that plugins hold instead of addresses. One that is gone has another generation. --- */

enum { FREE, OBJECT, CLASS, BLOCK, LIST, FAULT };

typedef struct {
    uint16_t generation;
    uint8_t kind;
    /* Of TT_Retain, and of slots and lists that hold it. */
    uint32_t refs;
    /* Listed as changed in this epoch. */
    uint32_t epoch;
    uint32_t next_free;
    /* Of an object: its class and variables; of a list: its items. */
    uint32_t class;
    uint32_t count;
    uint32_t capacity;
    TTValue* slots;
    /* Of an error. */
    int code;
    char* type;
    char* message;
} Entry;

#define PER_CHUNK 1024u
#define MOST_CHUNKS 65536u

static Entry** chunks;
static uint32_t entry_count;
static uint32_t oldest_free = NOWHERE;
static uint32_t newest_free = NOWHERE;

static Entry* entry_at(uint32_t index) { return &chunks[index / PER_CHUNK][index % PER_CHUNK]; }

static uint64_t handle_of(uint32_t index) {
    const Entry* entry = entry_at(index);
    return (uint64_t)(HANDLE_MARK | entry->kind) << 48 | (uint64_t)entry->generation << 32 | index;
}

static void* pointer_of(uint32_t index) { return (void*)(uintptr_t)handle_of(index); }

/* NOWHERE for whatever is not a live handle of one of the kinds (bits). */
static uint32_t index_of(const void* pointer, unsigned kinds) {
    uint64_t number = (uint64_t)(uintptr_t)pointer;
    uint32_t index = (uint32_t)number;
    if (number >> 56 != HANDLE_MARK >> 8 || index >= entry_count) return NOWHERE;
    const Entry* entry = entry_at(index);
    unsigned kind = (unsigned)(number >> 48) & 0xff;
    if (entry->kind == FREE || entry->kind != kind || !(kinds >> kind & 1)) return NOWHERE;
    return entry->generation == (uint16_t)(number >> 32) ? index : NOWHERE;
}

static uint32_t fresh_index(void) {
    /* The oldest first, so that a number comes back late; and only when some lie in wait. */
    if (oldest_free != NOWHERE && oldest_free != newest_free) {
        uint32_t index = oldest_free;
        oldest_free = entry_at(index)->next_free;
        return index;
    }
    if (entry_count == PER_CHUNK * MOST_CHUNKS) {
        fputs("libtrashtalk: too many objects are in the hands of plugins\\n", stderr);
        abort();
    }
    if (chunks == NULL) chunks = need(calloc(MOST_CHUNKS, sizeof *chunks));
    if (entry_count % PER_CHUNK == 0)
        chunks[entry_count / PER_CHUNK] = need(calloc(PER_CHUNK, sizeof(Entry)));
    return entry_count++;
}

static uint32_t entry_new(uint8_t kind) {
    uint32_t index = fresh_index();
    Entry* entry = entry_at(index);
    uint16_t generation = (uint16_t)(entry->generation + 1);
    memset(entry, 0, sizeof *entry);
    entry->generation = generation;
    entry->kind = kind;
    entry->class = NOWHERE;
    return index;
}

static void drop_value(TTValue* value);

static void entry_free(uint32_t index) {
    Entry* entry = entry_at(index);
    for (uint32_t i = 0; i < entry->count; i++) drop_value(&entry->slots[i]);
    free(entry->slots);
    free(entry->type);
    free(entry->message);
    entry->slots = NULL;
    entry->type = entry->message = NULL;
    entry->count = entry->capacity = 0;
    entry->kind = FREE;
    entry->next_free = NOWHERE;
    if (newest_free == NOWHERE) oldest_free = index;
    else entry_at(newest_free)->next_free = index;
    newest_free = index;
}

/* Lists and errors that only the running call knows: they go with it unless somebody retains them. */
static uint32_t* temporaries;
static uint32_t temporary_count, temporary_capacity;

static void make_temporary(uint32_t index) {
    if (temporary_count == temporary_capacity) {
        temporary_capacity = temporary_capacity ? temporary_capacity * 2 : 64;
        temporaries = need(realloc(temporaries, temporary_capacity * sizeof *temporaries));
    }
    temporaries[temporary_count++] = index;
    control[GARBAGE] = 1;
}

static void retain(uint32_t index) {
    Entry* entry = entry_at(index);
    if (entry->refs++ == 0 && entry->kind != LIST && entry->kind != FAULT) host->retained(0, index, 1);
}

static void release(uint32_t index) {
    Entry* entry = entry_at(index);
    if (--entry->refs > 0) return;
    if (entry->kind == LIST || entry->kind == FAULT) make_temporary(index);
    else host->retained(0, index, 0);
}

/* --- texts that are results: owned here until the outermost call ends, or TT_FreeString --- */

static char** results; /* open addressing; NULL is empty, GONE was freed */
static uint32_t result_count, result_used, result_capacity;
static char gone;
#define GONE (&gone)

static uint32_t place_of(const char* text) {
    uint32_t mask = result_capacity - 1;
    uint32_t at = (uint32_t)(((uintptr_t)text >> 4) * 2654435761u) & mask;
    while (results[at] != NULL && results[at] != text) at = (at + 1) & mask;
    return at;
}

static void grow_results(void) {
    char** old = results;
    uint32_t old_capacity = result_capacity;
    result_capacity = result_count * 2 < old_capacity || old_capacity == 0 ? (old_capacity ? old_capacity : 64)
                                                                           : old_capacity * 2;
    results = need(calloc(result_capacity, sizeof *results));
    result_used = result_count;
    for (uint32_t i = 0; i < old_capacity; i++)
        if (old[i] != NULL && old[i] != GONE) results[place_of(old[i])] = old[i];
    free(old);
}

static const char* as_result(char* text) {
    if ((result_used + 1) * 2 > result_capacity) grow_results();
    results[place_of(text)] = text;
    result_count++;
    result_used++;
    control[GARBAGE] = 1;
    return text;
}

static void free_results(void) {
    for (uint32_t i = 0; i < result_capacity && result_count > 0; i++) {
        if (results[i] == NULL || results[i] == GONE) continue;
        free(results[i]);
        result_count--;
    }
    if (result_capacity > 4096) {
        free(results);
        results = NULL;
        result_capacity = 0;
    } else if (results != NULL) {
        memset(results, 0, result_capacity * sizeof *results);
    }
    result_count = result_used = 0;
}

/* --- selectors: a number each, in normal form --- */

#define LONGEST_SELECTOR 1024u
#define MOST_SELECTORS 1000000u

static char** selectors; /* by number; 0 is none */
static uint32_t selector_count = 1, selector_capacity;
static uint32_t* selector_places; /* open addressing: numbers */
static uint32_t place_capacity;

static uint32_t selector_hash(const char* text, size_t length) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++) hash = (hash ^ (uint8_t)text[i]) * 16777619u;
    return hash ^ hash >> 15;
}

static uint32_t* selector_place(const char* text, size_t length) {
    uint32_t mask = place_capacity - 1;
    uint32_t at = selector_hash(text, length) & mask;
    while (selector_places[at] != 0) {
        const char* known = selectors[selector_places[at]];
        if (memcmp(known, text, length) == 0 && known[length] == 0) break;
        at = (at + 1) & mask;
    }
    return &selector_places[at];
}

static void grow_selectors(void) {
    selector_capacity = selector_capacity ? selector_capacity * 2 : 256;
    selectors = need(realloc(selectors, selector_capacity * sizeof *selectors));
    place_capacity = selector_capacity * 2;
    free(selector_places);
    selector_places = need(calloc(place_capacity, sizeof *selector_places));
    for (uint32_t i = 1; i < selector_count; i++) *selector_place(selectors[i], strlen(selectors[i])) = i;
}

/* 0 for what cannot be one. */
static uint32_t intern(const char* selector) {
    char normal[LONGEST_SELECTOR];
    size_t length = 0;
    if (!is_address(selector)) return 0;
    for (; selector[length] != 0; length++) {
        if (length + 1 == sizeof normal) return 0;
        normal[length] = selector[length] == ':' ? '_' : selector[length];
    }
    if (length == 0) return 0;
    if (selector_count + 1 >= selector_capacity) grow_selectors();
    normal[length] = 0;
    uint32_t* place = selector_place(normal, length);
    if (*place == 0) {
        if (selector_count == MOST_SELECTORS) return 0;
        selectors[selector_count] = copy_bytes(normal, length);
        *place = selector_count++;
    }
    return *place;
}

/* --- values: what is held is owned; what is handed out is lent --- */

#define ANY_INSTANCE (1u << OBJECT | 1u << CLASS)

static TTValue error_value(uint32_t index) {
    TTValue value;
    value.type = TT_TYPE_ERROR;
    value.errorVal = pointer_of(index);
    return value;
}

static uint32_t fault_new(int code, const char* type, const char* message) {
    uint32_t index = entry_new(FAULT);
    Entry* entry = entry_at(index);
    entry->code = code;
    entry->type = copy_text(type);
    entry->message = copy_text(message);
    return index;
}

static TTValue fail(int code, const char* type, const char* message) {
    uint32_t index = fault_new(code, type, message);
    make_temporary(index);
    set_last(code, type, message);
    return error_value(index);
}

/* The first error there is, for threads that may not make one. */
static TTValue wrong_thread(void) {
    TTValue value;
    set_last(TT_ERR_WRONG_THREAD, "WrongThread",
             host ? "only TT_Post and TT_PostBlock may be called from another thread" : "no runtime is open");
    value.type = TT_TYPE_ERROR;
    value.errorVal = (TTError*)(uintptr_t)((uint64_t)(HANDLE_MARK | FAULT) << 48 | (uint64_t)1 << 32);
    return value;
}

static TTValue stale(void) { return fail(TT_ERR_NOT_FOUND, "NotFound", "this reference is gone, or never was one"); }

static unsigned kinds_of(TTValueType type) {
    switch (type) {
        case TT_TYPE_INSTANCE: return ANY_INSTANCE;
        case TT_TYPE_BLOCK: return 1u << BLOCK;
        case TT_TYPE_ARRAY: return 1u << LIST;
        case TT_TYPE_ERROR: return 1u << FAULT;
        default: return 0;
    }
}

/* 0 for a value that may go on; else the number of the error, which is the last one then. */
static int bad_value(const TTValue* value) {
    switch ((int)value->type) {
        case TT_TYPE_NIL: case TT_TYPE_INT: case TT_TYPE_FLOAT: case TT_TYPE_BOOL: return 0;
        case TT_TYPE_STRING:
            if (value->stringVal == NULL || is_address(value->stringVal)) return 0;
            set_last(TT_ERR_TYPE, "TypeError", "a text that is at no address");
            return TT_ERR_TYPE;
        case TT_TYPE_INSTANCE: case TT_TYPE_BLOCK: case TT_TYPE_ARRAY: case TT_TYPE_ERROR:
            if (index_of(value->instanceVal, kinds_of(value->type)) != NOWHERE) return 0;
            set_last(TT_ERR_NOT_FOUND, "NotFound", "this reference is gone, or never was one");
            return TT_ERR_NOT_FOUND;
        default:
            set_last(TT_ERR_TYPE, "TypeError", "a value without a type");
            return TT_ERR_TYPE;
    }
}

static TTValue bad_value_error(void) {
    int code = owners_last.code;
    const char* colon = strstr(owners_last.text, ": ");
    return code == TT_ERR_TYPE ? fail(code, "TypeError", colon + 2) : fail(code, "NotFound", colon + 2);
}

/* Its own copy, with references of its own. */
static TTValue held(const TTValue* value) {
    TTValue copy = *value;
    switch ((int)value->type) {
        case TT_TYPE_STRING: case JSON_TEXT:
            if (value->stringVal == NULL) copy.type = TT_TYPE_NIL;
            else copy.stringVal = copy_text(value->stringVal);
            break;
        case TT_TYPE_BOOL: copy.intVal = value->intVal != 0; break;
        case TT_TYPE_INSTANCE: case TT_TYPE_BLOCK: case TT_TYPE_ARRAY:
            retain(index_of(value->instanceVal, kinds_of(value->type)));
            break;
        default: break;
    }
    return copy;
}

static void drop_value(TTValue* value) {
    switch ((int)value->type) {
        case TT_TYPE_STRING: case JSON_TEXT:
            /* Somebody may have got it in the call that runs. */
            if (control[DEPTH] > 0) as_result((char*)(uintptr_t)value->stringVal);
            else free((char*)(uintptr_t)value->stringVal);
            break;
        case TT_TYPE_INSTANCE: case TT_TYPE_BLOCK: case TT_TYPE_ARRAY: {
            uint32_t index = index_of(value->instanceVal, kinds_of(value->type));
            if (index != NOWHERE) release(index);
            break;
        }
        default: break;
    }
    value->type = TT_TYPE_NIL;
}

static TTValue lent(const TTValue* value) {
    TTValue copy = *value;
    if ((int)copy.type == JSON_TEXT) copy.type = TT_TYPE_STRING;
    return copy;
}

/* --- lists --- */

static void list_push(uint32_t index, const TTValue* value) {
    Entry* list = entry_at(index);
    if (list->count == list->capacity) {
        list->capacity = list->capacity ? list->capacity * 2 : 8;
        list->slots = need(realloc(list->slots, list->capacity * sizeof *list->slots));
    }
    list->slots[list->count++] = held(value);
}

static void touch(uint32_t index) {
    Entry* entry = entry_at(index);
    if (entry->epoch == control[EPOCH]) return;
    if (control[DIRTY] == MOST_DIRTY) host->drain(0);
    entry->epoch = control[EPOCH];
    control[DIRTY_LIST + control[DIRTY]++] = index;
}

/* --- classes: which C method a selector means, and where the variables of a method are in an object --- */

typedef struct {
    TTMethodFunc impl;
    int count_of_args;
    uint32_t home;
    uint32_t library;
} Method;

static Method* methods;
static uint32_t method_count, method_capacity;

static uint32_t method_new(Method method) {
    if (method_count == method_capacity) {
        method_capacity = method_capacity ? method_capacity * 2 : 128;
        methods = need(realloc(methods, method_capacity * sizeof *methods));
    }
    methods[method_count] = method;
    return method_count++;
}

/* For each home (the variables that a method counts in) where they are in objects of this class. */
typedef struct {
    int32_t* places; /* NULL where they are where they are counted */
    uint32_t count;
    int is_known;
} Map;

typedef struct {
    uint32_t selector;
    uint32_t method;
} Cached;

typedef struct {
    Map* maps;
    uint32_t map_count;
    Cached* cache; /* open addressing */
    uint32_t cached, cache_capacity;
} Class;

static Class* classes;
static uint32_t class_count, class_capacity, home_count;

PRIVATE_API uint32_t tt_class_new(void) {
    if (class_count == class_capacity) {
        class_capacity = class_capacity ? class_capacity * 2 : 64;
        classes = need(realloc(classes, class_capacity * sizeof *classes));
    }
    memset(&classes[class_count], 0, sizeof *classes);
    return class_count++;
}

PRIVATE_API uint32_t tt_home_new(void) { return home_count++; }

/* The same code for another place of the method: a trait, a later version of its class. */
PRIVATE_API uint32_t tt_method_bind(uint32_t method, uint32_t home) {
    Method bound = methods[method];
    bound.home = home;
    return method_new(bound);
}

static uint32_t cached_method(const Class* class, uint32_t selector) {
    if (class->cache_capacity == 0) return NOWHERE;
    uint32_t mask = class->cache_capacity - 1;
    for (uint32_t at = selector * 2654435761u >> 7 & mask;; at = (at + 1) & mask) {
        if (class->cache[at].selector == selector) return class->cache[at].method;
        if (class->cache[at].selector == 0) return NOWHERE;
    }
}

PRIVATE_API void tt_cache_put(uint32_t class_index, uint32_t selector, uint32_t method) {
    Class* class = &classes[class_index];
    if (cached_method(class, selector) != NOWHERE) return;
    if ((class->cached + 1) * 2 > class->cache_capacity) {
        Cached* old = class->cache;
        uint32_t old_capacity = class->cache_capacity;
        class->cache_capacity = old_capacity ? old_capacity * 2 : 16;
        class->cache = need(calloc(class->cache_capacity, sizeof *class->cache));
        class->cached = 0;
        for (uint32_t i = 0; i < old_capacity; i++)
            if (old[i].selector != 0) tt_cache_put(class_index, old[i].selector, old[i].method);
        free(old);
    }
    uint32_t mask = class->cache_capacity - 1;
    uint32_t at = selector * 2654435761u >> 7 & mask;
    while (class->cache[at].selector != 0) at = (at + 1) & mask;
    class->cache[at].selector = selector;
    class->cache[at].method = method;
    class->cached++;
}

/* After any class has changed: what a selector means is asked anew. */
PRIVATE_API void tt_caches_clear(void) {
    for (uint32_t i = 0; i < class_count; i++) {
        free(classes[i].cache);
        classes[i].cache = NULL;
        classes[i].cached = classes[i].cache_capacity = 0;
    }
}

/* From the stack: a number for each variable of the home, -1 where it is gone; none where both are the same. */
PRIVATE_API void tt_map_set(uint32_t class_index, uint32_t home, int32_t count) {
    Class* class = &classes[class_index];
    if (home >= class->map_count) {
        class->maps = need(realloc(class->maps, (home + 1) * sizeof *class->maps));
        memset(class->maps + class->map_count, 0, (home + 1 - class->map_count) * sizeof *class->maps);
        class->map_count = home + 1;
    }
    Map* map = &class->maps[home];
    free(map->places);
    map->places = NULL;
    map->is_known = 1;
    if (count < 0) return;
    map->places = need(malloc(((size_t)count + 1) * sizeof *map->places));
    map->count = (uint32_t)count;
    for (int32_t i = 0; i < count; i++) map->places[i] = (int32_t)stack[control[TOP] + (uint32_t)i].intVal;
}

/* --- calls --- */

typedef struct Frame {
    struct Frame* previous;
    uint32_t home;
    uint32_t self;
    uint32_t library;
} Frame;

static Frame* frame;

/* The variable that an index means; NULL, with the last error set, for none. */
static TTValue* slot_of(uint32_t index, int at) {
    Entry* entry = entry_at(index);
    if (entry->kind != OBJECT) {
        set_last(TT_ERR_TYPE, "TypeError", "a class has no variables of an object");
        return NULL;
    }
    if (entry->class == NOWHERE && host->adopt(0, index) != TT_TYPE_NIL) return NULL;
    if (frame != NULL && at >= 0) {
        Class* class = &classes[entry->class];
        if (frame->home >= class->map_count || !class->maps[frame->home].is_known) {
            host->map(0, entry->class, frame->home);
            class = &classes[entry->class];
        }
        const Map* map = &class->maps[frame->home];
        if (map->places != NULL) at = (uint32_t)at < map->count ? map->places[at] : -1;
    }
    if (at >= 0 && (uint32_t)at < entry->count) return &entry->slots[at];
    set_last(TT_ERR_NOT_FOUND, "NotFound", "there is no variable of this number");
    return NULL;
}

static int in_stack(uint32_t base, int32_t count) {
    return count >= 0 && (uint64_t)base + (uint32_t)count + 2 <= STACK_VALUES;
}

static TTValue too_deep(void) {
    return fail(TT_ERR_DEPTH, "DepthExceeded", "messages are nested too deep");
}

static void count_of(uint32_t library, int change);

static TTValue run(uint32_t method_index, uint32_t self, TTValue* args, int count) {
    const Method method = methods[method_index];
    uint32_t base = control[TOP];
    if (control[DEPTH] >= DEEPEST || !in_stack(base, method.count_of_args)) return too_deep();
    if (method.impl == NULL) return fail(TT_ERR_DEAD_FRAME, "DeadFrame", "this version of the plugin was closed");
    if (count < method.count_of_args) {
        /* Missing arguments are nil, as they are everywhere. */
        for (int i = 0; i < count; i++) stack[base + (uint32_t)i] = args[i];
        for (int i = count; i < method.count_of_args; i++) stack[base + (uint32_t)i] = TT_MakeNil();
        args = &stack[base];
        control[TOP] = base + (uint32_t)method.count_of_args;
    }
    Frame here = {frame, method.home, self, method.library};
    control[CALLER] = self;
    frame = &here;
    control[DEPTH]++;
    count_of(method.library, 1);
    owners_last.code = 0;
    TTValue result = method.impl(pointer_of(self), args, count);
    count_of(method.library, -1);
    control[DEPTH]--;
    frame = here.previous;
    control[CALLER] = frame ? frame->self : NOWHERE;
    control[TOP] = base;
    return result;
}

/* From JavaScript: arguments on the stack, the result in place of the first. @return its type */
PRIVATE_API int32_t tt_call(uint32_t method, uint32_t self, int32_t count) {
    uint32_t base = control[TOP];
    control[TOP] = base + (count > 0 ? (uint32_t)count : 1);
    TTValue result = run(method, self, &stack[base], count);
    control[TOP] = base;
    if (bad_value(&result)) result = bad_value_error();
    stack[base] = result;
    return (int32_t)result.type;
}

static void close_retired(void);

/* When the outermost call has returned and its result is read. */
PRIVATE_API void tt_end(void) {
    control[GARBAGE] = 0;
    free_results();
    /* What a list held may become one more. */
    for (uint32_t i = 0; i < temporary_count; i++) {
        const Entry* entry = entry_at(temporaries[i]);
        if (entry->refs == 0 && (entry->kind == LIST || entry->kind == FAULT)) entry_free(temporaries[i]);
    }
    temporary_count = 0;
    close_retired();
}

/* Puts values where JavaScript takes them, behind one that may come first. NOWHERE: the last error says why not. */
static uint32_t put_args(uint32_t from, TTValue* args, int count) {
    if (!in_stack(from, count) || (count > 0 && !is_address(args))) {
        set_last(TT_ERR_ARITY, "InvalidArgument", "this many arguments are not there");
        return NOWHERE;
    }
    for (int i = 0; i < count; i++) {
        if (bad_value(&args[i])) return NOWHERE;
        stack[from + (uint32_t)i] = args[i];
    }
    return from + (uint32_t)count;
}

static TTValue bad_args(void) {
    return owners_last.code == TT_ERR_ARITY ? fail(TT_ERR_ARITY, "InvalidArgument", "this many arguments are not there")
                                     : bad_value_error();
}

/* What a callback left where the arguments were. */
static TTValue answered(void) {
    const TTValue result = stack[control[TOP]];
    owners_last.code = 0;
    if (result.type == TT_TYPE_ERROR) {
        const Entry* fault = entry_at(index_of(result.errorVal, 1u << FAULT));
        set_last(fault->code, fault->type, fault->message);
    }
    return result;
}

/* A question with texts and values. */
static TTValue ask(int32_t what, TTValue* args, int count) {
    if (put_args(control[TOP], args, count) == NOWHERE) return bad_args();
    host->ask(count, what);
    return answered();
}

/* What a method in C answered to one in C. */
static TTValue settled(TTValue result) {
    if (bad_value(&result)) return bad_value_error();
    owners_last.code = 0;
    if (result.type == TT_TYPE_ERROR) {
        const Entry* fault = entry_at(index_of(result.errorVal, 1u << FAULT));
        set_last(fault->code, fault->type, fault->message);
    }
    return result;
}

static TTValue send_to(uint32_t index, uint32_t selector, TTValue* args, int count) {
    const Entry* entry = entry_at(index);
    uint32_t method = entry->class == NOWHERE ? NOWHERE : cached_method(&classes[entry->class], selector);
    if (method != NOWHERE && count == 0) return settled(run(method, index, NULL, 0));
    if (put_args(control[TOP], args, count) == NOWHERE) return bad_args();
    if (method == NOWHERE) {
        host->send(count, index, selector);
        return answered();
    }
    uint32_t base = control[TOP];
    control[TOP] = base + (uint32_t)count;
    TTValue result = run(method, index, &stack[base], count);
    control[TOP] = base;
    return settled(result);
}

/* --- what plugins call --- */

#define OWNER_ONLY(result) \\
    if (!on_owner()) {     \\
        wrong_thread();    \\
        return result;     \\
    }                      \\
    owners_last.code = 0

static const char* text_in(TTValue value) { return value.type == TT_TYPE_STRING ? value.stringVal : NULL; }

static TTInstance* instance_in(TTValue value) {
    return value.type == TT_TYPE_INSTANCE ? value.instanceVal : NULL;
}

static int integer_in(TTValue value) { return value.type == TT_TYPE_INT ? (int)value.intVal : 0; }

static TTValue ask_text(int32_t what, const char* text) {
    TTValue args[1] = {TT_MakeString(text)};
    return ask(what, args, 1);
}

static TTValue ask_about(int32_t what, TTValue value) {
    TTValue args[1] = {value};
    return ask(what, args, 1);
}

const char* TT_New(const char* className) {
    OWNER_ONLY(NULL);
    return text_in(ask_text(ASK_NEW, className));
}

TTInstance* TT_Lookup(const char* instanceId) {
    OWNER_ONLY(NULL);
    return instance_in(ask_text(ASK_LOOKUP, instanceId));
}

TTValue TT_GetIvar(TTInstance* inst, int index) {
    OWNER_ONLY(wrong_thread());
    uint32_t at = index_of(inst, ANY_INSTANCE);
    if (at == NOWHERE) return stale();
    const TTValue* slot = slot_of(at, index);
    if (slot != NULL) return lent(slot);
    return fail(TT_ERR_NOT_FOUND, "NotFound", "there is no variable of this number");
}

static void set_slot(uint32_t at, TTValue* slot, const TTValue* value) {
    if (bad_value(value)) return;
    if (value->type == TT_TYPE_ERROR) {
        set_last(TT_ERR_TYPE, "TypeError", "a variable cannot hold an error");
        return;
    }
    TTValue before = *slot;
    *slot = held(value);
    drop_value(&before);
    touch(at);
}

void TT_SetIvar(TTInstance* inst, int index, TTValue val) {
    OWNER_ONLY();
    uint32_t at = index_of(inst, ANY_INSTANCE);
    if (at == NOWHERE) {
        stale();
        return;
    }
    TTValue* slot = slot_of(at, index);
    if (slot != NULL) set_slot(at, slot, &val);
}

static TTValue named(int32_t what, TTInstance* inst, const char* name, TTValue value) {
    TTValue args[3] = {TT_MakeInstance(inst), TT_MakeString(name), value};
    return ask(what, args, 3);
}

TTValue TT_GetIvarNamed(TTInstance* inst, const char* name) {
    OWNER_ONLY(wrong_thread());
    return named(ASK_GET_VARIABLE, inst, name, TT_MakeNil());
}

void TT_SetIvarNamed(TTInstance* inst, const char* name, TTValue val) {
    OWNER_ONLY();
    named(ASK_SET_VARIABLE, inst, name, val);
}

TTValue TT_GetClassVar(TTInstance* self, const char* name) {
    OWNER_ONLY(wrong_thread());
    return named(ASK_GET_CLASS_VARIABLE, self, name, TT_MakeNil());
}

void TT_SetClassVar(TTInstance* self, const char* name, TTValue val) {
    OWNER_ONLY();
    named(ASK_SET_CLASS_VARIABLE, self, name, val);
}

const char* TT_IdOf(TTInstance* inst) {
    OWNER_ONLY(NULL);
    return text_in(ask_about(ASK_ID, TT_MakeInstance(inst)));
}

const char* TT_ClassOf(TTInstance* inst) {
    OWNER_ONLY(NULL);
    return text_in(ask_about(ASK_CLASS, TT_MakeInstance(inst)));
}

int TT_IvarCount(const char* className) {
    OWNER_ONLY(0);
    return integer_in(ask_text(ASK_VARIABLE_COUNT, className));
}

int TT_MethodCount(const char* className) {
    OWNER_ONLY(0);
    return integer_in(ask_text(ASK_METHOD_COUNT, className));
}

static const char* name_at(int32_t what, const char* className, int index) {
    TTValue args[2] = {TT_MakeString(className), TT_MakeInt(index)};
    return text_in(ask(what, args, 2));
}

const char* TT_IvarName(const char* className, int index) {
    OWNER_ONLY(NULL);
    return name_at(ASK_VARIABLE_NAME, className, index);
}

const char* TT_MethodName(const char* className, int index) {
    OWNER_ONLY(NULL);
    return name_at(ASK_METHOD_NAME, className, index);
}

uint32_t TT_Intern(const char* selector) {
    OWNER_ONLY(0);
    uint32_t number = intern(selector);
    if (number == 0) set_last(TT_ERR_ARITY, "InvalidArgument", "this cannot be a selector");
    return number;
}

static TTValue no_selector(void) { return fail(TT_ERR_ARITY, "InvalidArgument", "this cannot be a selector"); }

TTValue TT_SendId(TTInstance* receiver, uint32_t selector, TTValue* args, int numArgs) {
    OWNER_ONLY(wrong_thread());
    uint32_t index = index_of(receiver, ANY_INSTANCE);
    if (index == NOWHERE) return stale();
    if (selector == 0 || selector >= selector_count) return no_selector();
    return send_to(index, selector, args, numArgs);
}

TTValue TT_SendDirect(TTInstance* receiver, const char* selector, TTValue* args, int numArgs) {
    OWNER_ONLY(wrong_thread());
    uint32_t index = index_of(receiver, ANY_INSTANCE);
    if (index == NOWHERE) return stale();
    uint32_t number = intern(selector);
    return number == 0 ? no_selector() : send_to(index, number, args, numArgs);
}

/* A message whose receiver, or the class above which its method is, is a text. */
static TTValue send_text(const char* text, const char* selector, TTValue* args, int count, uint32_t self) {
    uint32_t number = intern(selector);
    if (number == 0) return no_selector();
    uint32_t base = control[TOP];
    TTValue name = TT_MakeString(text);
    if (put_args(base, &name, 1) == NOWHERE || put_args(base + 1, args, count) == NOWHERE) return bad_args();
    host->sendNamed(count + 1, self, number);
    return answered();
}

TTValue TT_Send(const char* receiver, const char* selector, TTValue* args, int numArgs) {
    OWNER_ONLY(wrong_thread());
    return send_text(receiver, selector, args, numArgs, NOWHERE);
}

TTValue TT_SendSuper(TTInstance* self, const char* className, const char* selector, TTValue* args, int numArgs) {
    OWNER_ONLY(wrong_thread());
    uint32_t index = index_of(self, ANY_INSTANCE);
    return index == NOWHERE ? stale() : send_text(className, selector, args, numArgs, index);
}

const char* TT_BashFallback(const char* receiver, const char* selector, const char** args, int numArgs) {
    OWNER_ONLY(NULL);
    TTValue values[34] = {TT_MakeString(receiver), TT_MakeString(selector)};
    if (numArgs < 0 || numArgs > 32 || (numArgs > 0 && !is_address(args))) {
        set_last(TT_ERR_ARITY, "InvalidArgument", "a raw method has at most 32 arguments");
        return NULL;
    }
    for (int i = 0; i < numArgs; i++) values[i + 2] = TT_MakeString(args[i]);
    return text_in(ask(ASK_BASH, values, numArgs + 2));
}

const char* TT_RegisterBlock(const uint8_t* bytecode, size_t bytecodeLen, TTCaptureCell** captures, int numCaptures) {
    OWNER_ONLY(NULL);
    TTValue values[2 + 4 * 255];
    if (!is_address(bytecode) || bytecodeLen > LONGEST_TEXT || numCaptures < 0 || numCaptures > 255 ||
        (numCaptures > 0 && !is_address(captures))) {
        set_last(TT_ERR_BYTECODE, "BytecodeError", "there is no such bytecode, or it has too many captures");
        return NULL;
    }
    values[0] = TT_MakeInt((int64_t)(uintptr_t)bytecode);
    values[1] = TT_MakeInt((int64_t)bytecodeLen);
    for (int i = 0; i < numCaptures; i++) {
        if (!is_address(captures[i])) {
            set_last(TT_ERR_BYTECODE, "BytecodeError", "a capture is at no address");
            return NULL;
        }
        TTValue* at = &values[2 + 4 * i];
        at[0] = TT_MakeString(captures[i]->name);
        at[1] = TT_MakeInt(captures[i]->source);
        at[2] = captures[i]->source == 1 ? TT_MakeInstance(captures[i]->owner) : TT_MakeNil();
        at[3] = captures[i]->source == 1 ? TT_MakeNil() : captures[i]->value;
    }
    return text_in(ask(ASK_REGISTER_BLOCK, values, 2 + 4 * numCaptures));
}

TTBlock* TT_LookupBlock(const char* blockId) {
    OWNER_ONLY(NULL);
    TTValue block = ask_text(ASK_BLOCK, blockId);
    return block.type == TT_TYPE_BLOCK ? block.blockVal : NULL;
}

TTValue TT_InvokeBlockDirect(TTBlock* block, TTValue* args, int numArgs) {
    OWNER_ONLY(wrong_thread());
    uint32_t index = index_of(block, 1u << BLOCK);
    if (index == NOWHERE) return stale();
    if (put_args(control[TOP], args, numArgs) == NOWHERE) return bad_args();
    host->block(numArgs, index);
    return answered();
}

TTValue TT_InvokeBlock(const char* blockId, TTValue* args, int numArgs) {
    OWNER_ONLY(wrong_thread());
    TTValue block = ask_text(ASK_BLOCK, blockId);
    return block.type == TT_TYPE_BLOCK ? TT_InvokeBlockDirect(block.blockVal, args, numArgs) : block;
}

int TT_PersistEx(const char* instanceId) {
    OWNER_ONLY(TT_ERR_WRONG_THREAD);
    return TT_ErrorCode(ask_text(ASK_PERSIST, instanceId));
}

void TT_Persist(const char* instanceId) { (void)TT_PersistEx(instanceId); }

TTInstance* TT_Load(const char* instanceId) {
    OWNER_ONLY(NULL);
    return instance_in(ask_text(ASK_LOAD, instanceId));
}

const char* TT_Serialize(TTInstance* inst) {
    OWNER_ONLY(NULL);
    return text_in(ask_about(ASK_SERIALIZE, TT_MakeInstance(inst)));
}

TTInstance* TT_Deserialize(const char* json) {
    OWNER_ONLY(NULL);
    return instance_in(ask_text(ASK_DESERIALIZE, json));
}

int64_t TT_AsInt(TTValue value) {
    OWNER_ONLY(0);
    if (value.type == TT_TYPE_INT || value.type == TT_TYPE_BOOL) return value.intVal;
    if (value.type == TT_TYPE_NIL) return 0;
    TTValue number = ask_about(ASK_INTEGER, value);
    return number.type == TT_TYPE_INT ? number.intVal : 0;
}

double TT_AsFloat(TTValue value) {
    OWNER_ONLY(0);
    if (value.type == TT_TYPE_FLOAT) return value.floatVal;
    if (value.type == TT_TYPE_INT || value.type == TT_TYPE_BOOL) return (double)value.intVal;
    TTValue number = ask_about(ASK_FLOAT, value);
    return number.type == TT_TYPE_INT ? (double)number.intVal : number.type == TT_TYPE_FLOAT ? number.floatVal : 0;
}

const char* TT_AsString(TTValue value) {
    OWNER_ONLY(NULL);
    char digits[24];
    if (value.type == TT_TYPE_STRING && is_address(value.stringVal)) return value.stringVal;
    if (value.type == TT_TYPE_BOOL) return value.intVal ? "true" : "false";
    if (value.type == TT_TYPE_NIL) return "";
    if (value.type == TT_TYPE_INT) {
        snprintf(digits, sizeof digits, "%lld", (long long)value.intVal);
        return as_result(copy_text(digits));
    }
    return text_in(ask_about(ASK_TEXT, value));
}

int TT_AsBool(TTValue value) {
    OWNER_ONLY(0);
    switch ((int)value.type) {
        case TT_TYPE_NIL: return 0;
        case TT_TYPE_INT: case TT_TYPE_BOOL: return value.intVal != 0;
        case TT_TYPE_FLOAT: return value.floatVal != 0;
        case TT_TYPE_STRING: {
            const char* text = value.stringVal;
            if (!is_address(text)) return 0;
            return *text != 0 && strcmp(text, "false") != 0 && strcmp(text, "0") != 0 && strcmp(text, "nil") != 0;
        }
        default: return bad_value(&value) == 0 && value.type != TT_TYPE_ERROR;
    }
}

TTInstance* TT_AsInstance(TTValue value) {
    OWNER_ONLY(NULL);
    if (bad_value(&value)) return NULL;
    if (value.type == TT_TYPE_INSTANCE) return value.instanceVal;
    return instance_in(ask_about(ASK_INSTANCE, value));
}

TTBlock* TT_AsBlock(TTValue value) {
    OWNER_ONLY(NULL);
    if (bad_value(&value)) return NULL;
    if (value.type == TT_TYPE_BLOCK) return value.blockVal;
    TTValue block = ask_about(ASK_BLOCK, value);
    return block.type == TT_TYPE_BLOCK ? block.blockVal : NULL;
}

const char* TT_CopyString(const char* text) {
    OWNER_ONLY(NULL);
    if (is_address(text)) return as_result(copy_text(text));
    set_last(TT_ERR_TYPE, "TypeError", "a text that is at no address");
    return NULL;
}

const char* TT_ValueToJSON(TTValue value) {
    OWNER_ONLY(NULL);
    return text_in(ask_about(ASK_JSON, value));
}

TTArray* TT_ArrayNew(void) {
    OWNER_ONLY(NULL);
    uint32_t index = entry_new(LIST);
    make_temporary(index);
    return pointer_of(index);
}

int TT_ArrayLen(TTArray* array) {
    OWNER_ONLY(0);
    uint32_t index = index_of(array, 1u << LIST);
    if (index != NOWHERE) return (int)entry_at(index)->count;
    stale();
    return 0;
}

TTValue TT_ArrayAt(TTArray* array, int at) {
    OWNER_ONLY(wrong_thread());
    uint32_t index = index_of(array, 1u << LIST);
    if (index == NOWHERE) return stale();
    const Entry* list = entry_at(index);
    if (at >= 0 && (uint32_t)at < list->count) return lent(&list->slots[at]);
    return fail(TT_ERR_NOT_FOUND, "IndexError", "the list has no item of this number");
}

int TT_ArrayPush(TTArray* array, TTValue value) {
    OWNER_ONLY(TT_ERR_WRONG_THREAD);
    uint32_t index = index_of(array, 1u << LIST);
    if (index == NOWHERE) return TT_ErrorCode(stale());
    if (bad_value(&value)) return owners_last.code;
    if (value.type == TT_TYPE_ERROR || value.arrayVal == array) {
        set_last(TT_ERR_TYPE, "TypeError", "a list cannot hold an error, nor itself");
        return TT_ERR_TYPE;
    }
    list_push(index, &value);
    return 0;
}

int TT_Retain(const void* reference) {
    OWNER_ONLY(TT_ERR_WRONG_THREAD);
    uint32_t index = index_of(reference, ANY_INSTANCE | 1u << BLOCK | 1u << LIST);
    if (index == NOWHERE) return TT_ErrorCode(stale());
    retain(index);
    return 0;
}

int TT_Release(const void* reference) {
    OWNER_ONLY(TT_ERR_WRONG_THREAD);
    uint32_t index = index_of(reference, ANY_INSTANCE | 1u << BLOCK | 1u << LIST);
    if (index == NOWHERE) return TT_ErrorCode(stale());
    if (entry_at(index)->refs == 0) {
        set_last(TT_ERR_NOT_FOUND, "NotFound", "nobody has retained this reference");
        return TT_ERR_NOT_FOUND;
    }
    release(index);
    return 0;
}

int TT_FreeString(const char* text) {
    OWNER_ONLY(TT_ERR_WRONG_THREAD);
    if (result_count > 0 && is_address(text)) {
        uint32_t at = place_of(text);
        if (results[at] != NULL && results[at] != GONE) {
            free(results[at]);
            results[at] = GONE;
            result_count--;
            return 0;
        }
    }
    set_last(TT_ERR_NOT_FOUND, "NotFound", "this text is not a result, or was freed");
    return TT_ERR_NOT_FOUND;
}

TTValue TT_MakeError(const char* type, const char* message) {
    OWNER_ONLY(wrong_thread());
    TTValue args[2] = {TT_MakeString(type), TT_MakeString(message)};
    return ask(ASK_ERROR, args, 2);
}

/* Also on another thread, about the error that it got there. */
static const Entry* fault_of(TTValue value) {
    if (value.type != TT_TYPE_ERROR) return NULL;
    if (!on_owner()) return entry_count > 0 ? entry_at(0) : NULL;
    uint32_t index = index_of(value.errorVal, 1u << FAULT);
    return index == NOWHERE ? NULL : entry_at(index);
}

int TT_ErrorCode(TTValue value) {
    const Entry* fault = fault_of(value);
    if (fault != NULL) return fault->code;
    return value.type == TT_TYPE_ERROR ? TT_ERR_NOT_FOUND : 0;
}

const char* TT_ErrorType(TTValue value) {
    const Entry* fault = fault_of(value);
    return fault ? fault->type : NULL;
}

const char* TT_ErrorText(TTValue value) {
    const Entry* fault = fault_of(value);
    return fault ? fault->message : NULL;
}

const char* TT_GetLastError(void) {
    Last* last = last_of_thread();
    return last->code == 0 ? NULL : last->text;
}

int TT_GetLastErrorCode(void) { return last_of_thread()->code; }

uint32_t TT_ApiVersion(void) { return TT_API_VERSION; }

/* --- messages from other threads --- */

#define MOST_EVENTS 100000u

typedef struct Event {
    struct Event* next;
    char* receiver; /* NULL: the block */
    char* selector;
    TTBlock* block;
    int count;
    TTValue args[];
} Event;

static pthread_mutex_t post_lock = PTHREAD_MUTEX_INITIALIZER;
static Event* first_event;
static Event** next_event = &first_event;
static uint32_t event_count;
static int is_open, is_woken;

static void free_event(Event* event) {
    for (int i = 0; i < event->count; i++)
        if (event->args[i].type == TT_TYPE_STRING) free((char*)(uintptr_t)event->args[i].stringVal);
    free(event->receiver);
    free(event->selector);
    free(event);
}

static Event* event_of(const char* receiver, const char* selector, TTValue* args, int count) {
    Event* event = need(calloc(1, sizeof *event + (size_t)count * sizeof *args));
    event->receiver = receiver ? copy_text(receiver) : NULL;
    event->selector = selector ? copy_text(selector) : NULL;
    event->count = count;
    for (int i = 0; i < count; i++) {
        event->args[i] = args[i];
        if (args[i].type != TT_TYPE_STRING) continue;
        if (is_address(args[i].stringVal)) event->args[i].stringVal = copy_text(args[i].stringVal);
        else event->args[i] = TT_MakeNil();
    }
    return event;
}

static int post(Event* event) {
    int code = 0;
    pthread_mutex_lock(&post_lock);
    if (!is_open || event_count == MOST_EVENTS) {
        code = TT_ERR_GENERIC;
    } else {
        *next_event = event;
        next_event = &event->next;
        event_count++;
        /* One call wakes it for all that come until it looks. */
        if (!is_woken) host->wake();
        is_woken = 1;
    }
    pthread_mutex_unlock(&post_lock);
    if (code == 0) return 0;
    free_event(event);
    set_last(code, "Error", "no runtime is open, or it is far behind with what was posted");
    return code;
}

static int is_postable(TTValue* args, int count) {
    if (count >= 0 && count <= 255 && (count == 0 || is_address(args))) return 1;
    set_last(TT_ERR_ARITY, "InvalidArgument", "a message has at most 255 arguments");
    return 0;
}

int TT_Post(const char* receiver, const char* selector, TTValue* args, int numArgs) {
    clear_last();
    if (!is_postable(args, numArgs)) return TT_ERR_ARITY;
    if (!is_address(receiver) || !is_address(selector)) {
        set_last(TT_ERR_TYPE, "TypeError", "a text that is at no address");
        return TT_ERR_TYPE;
    }
    return post(event_of(receiver, selector, args, numArgs));
}

int TT_PostBlock(TTBlock* block, TTValue* args, int numArgs) {
    clear_last();
    if (!is_postable(args, numArgs)) return TT_ERR_ARITY;
    Event* event = event_of(NULL, NULL, args, numArgs);
    event->block = block;
    return post(event);
}

/* Puts the next one on the stack, its receiver first. @return how many arguments; -1: there is none */
PRIVATE_API int32_t tt_next_event(void) {
    pthread_mutex_lock(&post_lock);
    Event* event = first_event;
    if (event == NULL) {
        is_woken = 0;
    } else {
        first_event = event->next;
        if (first_event == NULL) next_event = &first_event;
        event_count--;
    }
    pthread_mutex_unlock(&post_lock);
    if (event == NULL) return -1;
    uint32_t base = control[TOP];
    int32_t count = event->count;
    stack[base] = event->receiver ? TT_MakeString(as_result(event->receiver)) : TT_MakeBlock(event->block);
    control[ANSWER] = event->selector ? intern(event->selector) : 0;
    for (int32_t i = 0; i < count; i++) {
        TTValue* value = &event->args[i];
        if (value->type == TT_TYPE_STRING) as_result((char*)(uintptr_t)value->stringVal);
        stack[base + 1 + (uint32_t)i] = *value;
    }
    for (int32_t i = 0; i <= count; i++)
        if (bad_value(&stack[base + (uint32_t)i])) stack[base + (uint32_t)i] = bad_value_error();
    free(event->selector);
    free(event);
    return count;
}

/* --- plugins --- */

typedef struct {
    void* handle;
    uint32_t running;
    int is_retired;
} Library;

static Library* libraries;
static uint32_t library_count, library_capacity;
static uint32_t loading = NOWHERE;
static char message[1024];

static void count_of(uint32_t library, int change) { libraries[library].running += (uint32_t)change; }

/* What was registered and JavaScript has not read: records of fields. */
#define FIELD '\\x1f'
#define RECORD '\\x1e'

static char* registered;
static size_t registered_length, registered_capacity;

static void append(const char* text, char end) {
    size_t length = strlen(text);
    if (registered_length + length + 2 > registered_capacity) {
        registered_capacity = (registered_length + length + 2) * 2;
        registered = need(realloc(registered, registered_capacity));
    }
    memcpy(registered + registered_length, text, length);
    registered_length += length;
    registered[registered_length++] = end;
    registered[registered_length] = 0;
}

static void append_number(uint32_t number, char end) {
    char digits[16];
    snprintf(digits, sizeof digits, "%u", number);
    append(digits, end);
}

static int is_plain(const char* text) {
    return is_address(text) && strlen(text) < 4096 && strchr(text, FIELD) == NULL && strchr(text, RECORD) == NULL;
}

static void refuse(const char* why) {
    append("refused", FIELD);
    append(why, RECORD);
    set_last(TT_ERR_ARITY, "InvalidArgument", why);
}

static const char* wrong_entries(const TTMethodEntry* entries, int count) {
    if (count < 0 || count > 65536 || (count > 0 && !is_address(entries))) return "a table of methods is not there";
    for (int i = 0; i < count; i++) {
        const TTMethodEntry* entry = &entries[i];
        if (!is_plain(entry->selector) || *entry->selector == 0) return "a method has no selector";
        if (entry->numArgs < 0 || entry->numArgs > 255) return "a method has less than no argument, or too many";
        if (entry->flags & ~(uint32_t)(TT_METHOD_NATIVE | TT_METHOD_BASH_FALLBACK | TT_METHOD_CLASS_METHOD))
            return "a method has flags that do not exist";
        if (entry->impl == NULL && !(entry->flags & TT_METHOD_BASH_FALLBACK)) return "a method has no code";
    }
    return NULL;
}

static void append_methods(const TTMethodEntry* entries, int count, uint32_t library, int is_class_side) {
    for (int i = 0; i < count; i++) {
        const TTMethodEntry* entry = &entries[i];
        if (entry->flags & TT_METHOD_BASH_FALLBACK) continue;
        Method method = {entry->impl, entry->numArgs, NOWHERE, library};
        append("method", FIELD);
        append(is_class_side || entry->flags & TT_METHOD_CLASS_METHOD ? "class" : "instance", FIELD);
        append_number(method_new(method), FIELD);
        append_number((uint32_t)entry->numArgs, FIELD);
        append(entry->selector, RECORD);
    }
}

void TT_RegisterClass(const char* className, const char* superclass, const char** instanceVars, int numVars,
                      TTMethodTable* table) {
    OWNER_ONLY();
    static const TTMethodTable none = {NULL, 0, NULL, 0};
    const TTMethodTable* all = table ? table : &none;
    uint32_t library = loading != NOWHERE ? loading : frame != NULL ? frame->library : NOWHERE;
    if (library == NOWHERE) return refuse("only plugins register classes");
    if (!is_plain(className) || *className == 0) return refuse("a class has no name");
    if (superclass != NULL && !is_plain(superclass)) return refuse("a superclass has no name");
    if (numVars < 0 || numVars > 65536 || (numVars > 0 && !is_address(instanceVars)))
        return refuse("the variables of a class are not there");
    for (int i = 0; i < numVars; i++)
        if (!is_plain(instanceVars[i])) return refuse("a variable has no name");
    const char* wrong = wrong_entries(all->instanceMethods, all->numInstanceMethods);
    if (wrong == NULL) wrong = wrong_entries(all->classMethods, all->numClassMethods);
    if (wrong != NULL) return refuse(wrong);
    append("class", FIELD);
    append(className, FIELD);
    append(superclass ? superclass : "", numVars > 0 ? FIELD : RECORD);
    for (int i = 0; i < numVars; i++) append(instanceVars[i], i + 1 < numVars ? FIELD : RECORD);
    append_methods(all->instanceMethods, all->numInstanceMethods, library, 0);
    append_methods(all->classMethods, all->numClassMethods, library, 1);
    if (loading == NOWHERE) host->registered(0);
}

PRIVATE_API const char* tt_registrations(void) { return registered_length ? registered : ""; }

PRIVATE_API void tt_registrations_clear(void) { registered_length = 0; }

PRIVATE_API const char* tt_message(void) { return message; }

/* @return its number; -1: tt_message says why not */
PRIVATE_API int32_t tt_load(const char* path) {
    if (library_count == library_capacity) {
        library_capacity = library_capacity ? library_capacity * 2 : 32;
        libraries = need(realloc(libraries, library_capacity * sizeof *libraries));
    }
    uint32_t number = library_count++;
    memset(&libraries[number], 0, sizeof *libraries);
    uint32_t before = loading;
    loading = number;
    /* For its constructor, which may send messages: what it gets is freed when it has ended. */
    control[DEPTH]++;
    /* Local: two versions of a plugin have functions of the same names. */
    void* handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    int32_t result = -1;
    if (handle == NULL) {
        snprintf(message, sizeof message, "%s", dlerror());
    } else {
        libraries[number].handle = handle;
        uint32_t (*abi)(void) = (uint32_t(*)(void))(uintptr_t)dlsym(handle, "tt_plugin_abi");
        if (abi != NULL && abi() != TT_API_VERSION) {
            snprintf(message, sizeof message, "it was compiled for version %u of the interface, this is %d", abi(),
                     TT_API_VERSION);
        } else {
            void (*init)(void) = (void (*)(void))(uintptr_t)dlsym(handle, "tt_plugin_init");
            if (init != NULL) init();
            result = (int32_t)number;
        }
    }
    control[DEPTH]--;
    loading = before;
    return result;
}

/* No new call reaches it: it is closed when the last has returned, where it says that it can be. */
PRIVATE_API void tt_retire(uint32_t library) { libraries[library].is_retired = 1; }

static void close_retired(void) {
    for (uint32_t i = 0; i < library_count; i++) {
        Library* library = &libraries[i];
        if (!library->is_retired || library->running > 0 || library->handle == NULL) continue;
        /* Its own threads may be running in it: only a plugin that ends them here is unmapped. */
        void (*end)(void) = (void (*)(void))(uintptr_t)dlsym(library->handle, "tt_plugin_close");
        void* handle = library->handle;
        library->handle = NULL;
        if (end == NULL) continue;
        end();
        for (uint32_t m = 0; m < method_count; m++)
            if (methods[m].library == i) methods[m].impl = NULL;
        dlclose(handle);
    }
}

/* --- plugins of the older interface: JSON in, JSON out --- */

typedef char* (*OldDispatch)(char* instance, char* selector, char* args);

PRIVATE_API int32_t tt_has(uint32_t library, const char* name) {
    return libraries[library].handle != NULL && dlsym(libraries[library].handle, name) != NULL;
}

PRIVATE_API const char* tt_old_name(uint32_t library) {
    char* (*name)(void) = (char* (*)(void))(uintptr_t)dlsym(libraries[library].handle, "GetClassName");
    const char* text = name();
    return text ? text : "";
}

PRIVATE_API const char* tt_old_dispatch(uint32_t library, const char* function, char* instance, char* selector,
                                        char* args) {
    OldDispatch dispatch = (OldDispatch)(uintptr_t)dlsym(libraries[library].handle, function);
    count_of(library, 1);
    control[DEPTH]++;
    const char* text = dispatch(instance, selector, args);
    control[DEPTH]--;
    count_of(library, -1);
    return text ? text : "";
}

/* --- what JavaScript calls, beside the above --- */

PRIVATE_API void* tt_control(void) { return control; }
PRIVATE_API void* tt_stack(void) { return stack; }
PRIVATE_API void* tt_scratch(void) { return scratch; }

/* @return 0; 1: another runtime of this process has plugins; 2: plugins would not find the functions of this file */
PRIVATE_API int32_t tt_open(const Host* callbacks, const char* self) {
    if (host != NULL) return 1;
    if (*self != 0 && dlopen(self, RTLD_NOW | RTLD_GLOBAL | RTLD_NOLOAD) == NULL) return 2;
    host = callbacks;
    owner = pthread_self();
    memset(control, 0, CONTROL_WORDS * sizeof *control);
    control[EPOCH] = 1;
    control[CALLER] = NOWHERE;
    entry_at(fault_new(TT_ERR_WRONG_THREAD, "WrongThread", "only TT_Post and TT_PostBlock may be called from here"))
        ->refs = 1;
    pthread_mutex_lock(&post_lock);
    is_open = 1;
    is_woken = 0;
    pthread_mutex_unlock(&post_lock);
    return 0;
}

PRIVATE_API void tt_close(void) {
    pthread_mutex_lock(&post_lock);
    is_open = 0;
    while (first_event != NULL) {
        Event* event = first_event;
        first_event = event->next;
        free_event(event);
    }
    next_event = &first_event;
    event_count = 0;
    pthread_mutex_unlock(&post_lock);
    for (uint32_t i = 0; i < library_count; i++) libraries[i].is_retired = 1;
    tt_end();
    for (uint32_t i = 0; i < entry_count; i++) {
        Entry* entry = entry_at(i);
        for (uint32_t s = 0; s < entry->count; s++)
            if (entry->slots[s].type == TT_TYPE_STRING || (int)entry->slots[s].type == JSON_TEXT)
                free((char*)(uintptr_t)entry->slots[s].stringVal);
        free(entry->slots);
        free(entry->type);
        free(entry->message);
    }
    for (uint32_t i = 0; i * PER_CHUNK < entry_count; i++) free(chunks[i]);
    tt_caches_clear();
    for (uint32_t i = 0; i < class_count; i++) {
        for (uint32_t m = 0; m < classes[i].map_count; m++) free(classes[i].maps[m].places);
        free(classes[i].maps);
    }
    for (uint32_t i = 1; i < selector_count; i++) free(selectors[i]);
    free(chunks);
    free(temporaries);
    free(results);
    free(classes);
    free(methods);
    free(selectors);
    free(selector_places);
    free(libraries);
    free(registered);
    chunks = NULL;
    temporaries = NULL;
    results = NULL;
    classes = NULL;
    methods = NULL;
    selectors = NULL;
    selector_places = NULL;
    libraries = NULL;
    registered = NULL;
    entry_count = temporary_count = temporary_capacity = result_capacity = class_count = class_capacity = 0;
    method_count = method_capacity = selector_capacity = place_capacity = library_count = library_capacity = 0;
    registered_length = registered_capacity = 0;
    selector_count = 1;
    home_count = 0;
    oldest_free = newest_free = NOWHERE;
    host = NULL;
}

/* control[ANSWER]: the upper half of the handle. */
PRIVATE_API uint32_t tt_handle_new(uint32_t kind) {
    uint32_t index = entry_new((uint8_t)kind);
    control[ANSWER] = (uint32_t)(handle_of(index) >> 32);
    return index;
}

PRIVATE_API void tt_handle_drop(uint32_t index) { entry_free(index); }

PRIVATE_API uint32_t tt_refs(uint32_t index) { return entry_at(index)->refs; }

/* Gives an object its variables, from the stack, or anew after its class has changed. */
PRIVATE_API void tt_adopt(uint32_t index, uint32_t class, int32_t count) {
    Entry* entry = entry_at(index);
    TTValue* before = entry->slots;
    uint32_t count_before = entry->count;
    TTValue* slots = need(calloc(count > 0 ? (size_t)count : 1, sizeof *slots));
    for (int32_t i = 0; i < count; i++) slots[i] = held(&stack[control[TOP] + (uint32_t)i]);
    entry->slots = slots;
    entry->count = entry->capacity = (uint32_t)count;
    entry->class = class;
    for (uint32_t i = 0; i < count_before; i++) drop_value(&before[i]);
    free(before);
}

/* Of an object or a list, to the stack. @return its type */
PRIVATE_API int32_t tt_slot_get(uint32_t index, uint32_t at) {
    const Entry* entry = entry_at(index);
    stack[control[TOP]] = at < entry->count ? entry->slots[at] : TT_MakeNil();
    return (int32_t)stack[control[TOP]].type;
}

PRIVATE_API void tt_slot_set(uint32_t index, uint32_t at) {
    Entry* entry = entry_at(index);
    if (at >= entry->count) return;
    TTValue before = entry->slots[at];
    entry->slots[at] = held(&stack[control[TOP]]);
    drop_value(&before);
}

/* A text that JavaScript has written, as a result, to the stack. */
PRIVATE_API void tt_text(const char* bytes, uint32_t length, uint32_t at, int32_t type) {
    stack[at].type = (TTValueType)type;
    stack[at].stringVal = as_result(copy_bytes(bytes, length));
}

PRIVATE_API void tt_scratch_text(uint32_t length, uint32_t at, int32_t type) { tt_text(scratch, length, at, type); }

/* A list of what is on the stack from there on, to the stack. */
PRIVATE_API void tt_list(uint32_t from, int32_t count, uint32_t at) {
    uint32_t index = entry_new(LIST);
    for (int32_t i = 0; i < count; i++) list_push(index, &stack[from + (uint32_t)i]);
    make_temporary(index);
    stack[at].type = TT_TYPE_ARRAY;
    stack[at].arrayVal = pointer_of(index);
}

PRIVATE_API void tt_list_push(uint32_t list, uint32_t at) { list_push(list, &stack[at]); }

PRIVATE_API uint32_t tt_list_length(uint32_t index) { return entry_at(index)->count; }

/* From two texts on the stack; the error comes to the stack. @return its index */
PRIVATE_API uint32_t tt_error(int32_t code, uint32_t at) {
    uint32_t index = fault_new(code, stack[control[TOP]].stringVal, stack[control[TOP] + 1].stringVal);
    make_temporary(index);
    stack[at] = error_value(index);
    return index;
}

PRIVATE_API const char* tt_error_type(uint32_t index) { return entry_at(index)->type; }
PRIVATE_API const char* tt_error_message(uint32_t index) { return entry_at(index)->message; }
PRIVATE_API int32_t tt_error_code(uint32_t index) { return entry_at(index)->code; }

PRIVATE_API uint32_t tt_intern(const char* selector) { return intern(selector); }

PRIVATE_API const char* tt_selector(uint32_t number) { return number < selector_count ? selectors[number] : ""; }
`;
