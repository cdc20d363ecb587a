// The script for fish: piped into source, or a file in ~/.config/fish/completions.

/** fish asks the condition first: it keeps the answer for -a, and fails where the files of fish itself are meant. */
export const fishScript = (programs: string[]): string => `\
# Completion of ${programs.join(', ')}. In config.fish: rhachet completion fish | source
function __rhachet_ask
    set -l dir
    set -l typed (string replace -r '^~/' "$HOME/" -- $argv[1])
    string match -q '*/*' -- $typed; and set dir (string replace -r '[^/]*$' '' -- $typed)
    for name in "$dir"rhachet "$dir"cmd-all rhachet cmd-all
        type -q $name; or continue
        $name completion words $argv[2..-1] </dev/null 2>/dev/null; and return
    end
end

function __rhachet_prepare
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l answer (__rhachet_ask $words[1] --shell fish -- $words "$typed")
    set -g __rhachet_words $answer[2..-1]
    switch "$answer[1]"
        case words
            return 0
        case directories
            set -g __rhachet_words (__fish_complete_directories "$typed")
            return 0
    end
    return 1
end

for name in ${programs.join(' ')}
    complete -c $name -e
    complete -c $name -n __rhachet_prepare -f -a '$__rhachet_words'
end
`;
