// rules_words - what is not written here: calls, foreign paths and hosts, unfinished work, untranslated texts.
#include <algorithm>
#include <array>
#include <regex>

#include "tests/tidy/rules.hpp"

namespace vestibule::tidy {

namespace {

struct Ban {
    std::regex pattern;  // looked for in code, without comments and literals
    const char* reason;
    std::vector<std::string> except;  // how the path of a file that may begins
};

const std::vector<Ban>& bans() {
    static const std::vector<Ban> kBans{
        {std::regex(R"(\b(strcpy|strcat|sprintf|vsprintf|gets)\s*\()"), "writes without knowing where the end is", {}},
        {std::regex(R"((^|[^\w.>:]|std::)system\s*\()"), "runs a shell", {}},
        // The proof's test runs a program of the build by its whole path, the escape's asks X what windows there
        // are, the live window's runs vestibulectl.
        {std::regex(R"(\b(popen|tmpnam|mktemp)\s*\()"),
         "opens what somebody else may replace",
         {"tests/erasure/prove_test.cpp", "tests/flows/escape_test.cpp", "tests/flows/live_test.cpp"}},
        {std::regex(R"((^|[^\w.>:]|std::)s?rand\s*\()"),
         "is neither random nor repeatable; name a seed or use the system's randomness",
         {}},
        // The reader of a camera that hangs in its driver cannot be joined; the feed lets it go and says so.
        {std::regex(R"([.>]detach\s*\(\s*\))"), "a thread that nobody waits for", {"drivers/camera/"}},
        // Simulated devices keep a device's pace; the runtime folder waits for a process that is on its way out, and
        // the state folder for one that writes; the proof of erasure for one that ends; a kiosk waits for a display
        // that somebody plugs in, and an installer for a stick that they pull out; the stand-in server is slow on
        // demand; the loader lets others at a lock that tells nobody who waits; a sound card's queue and a switch that
        // a hand moves are asked again and again, as is a server while the network of a claim comes.
        {std::regex(R"(\b(sleep_for|sleep_until|usleep|nanosleep)\s*\()"),
         "waits blindly; wait for a condition or a timer",
         {"drivers/machine/loader.cpp", "drivers/camera/", "kiosk/device/os/prove.cpp", "kiosk/device/os/runtime.cpp",
          "kiosk/device/os/state_folder.cpp", "kiosk/device/os/hand.cpp", "kiosk/notice/main.cpp", "ui/app/canary.cpp",
          "ui/app/upkeep.cpp", "kiosk/installer/main.cpp", "drivers/sound/alsa.cpp", "kiosk/diagnostics/hands.cpp",
          "kiosk/ctl/enroll.cpp", "tests/"}},
        {std::regex(R"(GTEST_SKIP\s*\(\s*\)\s*;)"), "leaves a test out without a reason", {}},
        {std::regex(R"(CURLOPT_(PROXY_)?SSL_VERIFY(PEER|HOST)\s*,\s*0)"), "trusts any server", {}},
        {std::regex(R"(CURLOPT_VERBOSE\s*,\s*[^0\s])"), "writes a patient's requests to the console", {}},
        {std::regex(R"(using\s+namespace\s+std\s*;)"), "hides where a name comes from", {}},
        {std::regex(R"((printf|fputs|fmt::print|std::cout|std::cerr|std::clog|log\w*)\b.*\breveal\s*\()"),
         "prints a patient's value",
         {}},
        // Programs speak to whoever started them, and a bug names itself before it aborts; nothing else prints.
        {std::regex(R"(\b(printf|fprintf|puts|fputs|perror|fmt::print|std::cout|std::cerr|std::clog)\b)"),
         "prints; only programs do",
         {"kiosk/ctl", "kiosk/deliver.cpp", "kiosk/main.cpp", "kiosk/device/journal/generate.cpp", "kiosk/notice/ma",
          "kiosk/journey/journey.cpp", "kiosk/staff/mode.cpp", "kiosk/setup/mode.cpp", "kiosk/device/os/",
          "kiosk/privacy/os/", "kiosk/capture/mrz/training/", "kiosk/installer/ma", "ui/app/", "tests/"}},
    };
    return kBans;
}

bool excepted(const std::vector<std::string>& prefixes, const std::string& path) {
    return std::any_of(prefixes.begin(), prefixes.end(), [&path](const std::string& p) { return path.starts_with(p); });
}

void look_for(const File& file, const std::string& text, const std::regex& pattern, const std::string& reason,
              Findings& found) {
    std::size_t number = 0;
    for (const std::string_view line : lines_of(text)) {
        ++number;
        if (std::regex_search(line.begin(), line.end(), pattern)) {
            found.push_back(file.path + ":" + std::to_string(number) + ": " + reason);
        }
    }
}

}  // namespace

Findings banned(const File& file) {
    Findings found;
    const std::string code = code_of(file.text);
    for (const Ban& ban : bans()) {
        if (!excepted(ban.except, file.path)) look_for(file, code, ban.pattern, ban.reason, found);
    }
    return found;
}

Findings strangers(const File& file) {
    Findings found;
    // The words are put together here, so that this file does not name them itself.
    static const std::regex kPath(
        "(/ho"
        "me/|/Us"
        "ers/|/wo"
        "rk/|/tmp/bui"
        "ld)");
    static const std::regex kHost(
        "(pypi\\.or"
        "g|npmjs\\.(com|or"
        "g)|crates\\.i"
        "o|docker\\.i"
        "o|ghcr\\.i"
        "o|proxy\\.golan"
        "g|conan\\.i"
        "o)");
    static const std::regex kLater(
        "\\b(TO"
        "DO|FIX"
        "ME|XX"
        "X|HA"
        "CK)\\b");
    look_for(file, file.text, kPath, "a path of somebody's own machine", found);
    look_for(file, file.text, kHost, "a package registry", found);
    look_for(file, file.text, kLater, "work left for later; do it, or open an issue", found);
    return found;
}

Findings catalog(const File& file) {
    Findings found;
    const std::vector<std::string_view> lines = lines_of(file.text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string at = file.path + ":" + std::to_string(i + 1) + ": ";
        if (lines[i].starts_with("#,") && lines[i].find("fuzzy") != std::string_view::npos)
            found.push_back(at + "a fuzzy text");
        const bool goes_on = i + 1 < lines.size() && lines[i + 1].starts_with("\"");
        if (lines[i] == "msgstr \"\"" && !goes_on) found.push_back(at + "an empty text");
    }
    return found;
}

}  // namespace vestibule::tidy
