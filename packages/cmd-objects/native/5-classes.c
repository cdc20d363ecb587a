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
