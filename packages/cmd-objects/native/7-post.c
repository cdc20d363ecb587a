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
