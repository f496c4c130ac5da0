// ctl_journal - `vestibulectl journal`: what the kiosk's journal says, and whether it can be believed.
#include "kiosk/ctl_journal.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "kiosk/device/journal/verify.hpp"

namespace vestibule::ctl {

namespace {

constexpr int kGood = 0, kFailed = 1, kWrongFile = 78;
constexpr const char* kKeyFile = "journal.key";

struct Options {
    std::string state, key, public_key, out;
    std::vector<std::string> files;

    [[nodiscard]] std::filesystem::path folder() const {
        return state.empty() ? device::default_state_folder() : std::filesystem::path(state);
    }
    [[nodiscard]] std::filesystem::path key_file() const {
        return key.empty() ? folder() / kKeyFile : std::filesystem::path(key);
    }
};

void say(std::FILE* where, const std::string& text) {
    std::fputs((text + "\n").c_str(), where);
}

int failed(const Error& error, int code = kFailed) {
    say(stderr, "vestibulectl: " + error.sentence());
    say(stderr, "vestibulectl: " + std::string(describe(error.code).action));
    return code;
}

journal::Evidence read_file(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return {file, Error{ErrorCode::FileUnreadable, "it cannot be read"}};
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    return {file, journal::read_export(text)};
}

Result<journal::Store> open_store(const Options& options) {
    static const drivers::SystemClock kClock;
    return journal::Store::open(options.folder(), kClock, {.make = false});
}

int show(const Options& options) {
    if (!options.files.empty()) {
        const journal::Evidence read = read_file(options.files[0]);
        if (!read.content) return failed(Error(read.content.error()).within(read.file), kWrongFile);
        for (const journal::Entry& entry : read.content->entries) say(stdout, in_words(entry));
        return kGood;
    }
    auto store = open_store(options);
    if (!store) return failed(store.error());
    const auto read = store->each([](const journal::Entry& entry) { say(stdout, in_words(entry)); });
    return read ? kGood : failed(read.error());
}

int export_all(const Options& options) {
    const auto key = journal::Key::read_private(options.key_file(), journal::KeyKind::Ed25519);
    if (!key) return failed(key.error(), kWrongFile);
    auto store = open_store(options);
    if (!store) return failed(store.error());
    const auto text = journal::make_export(*store, *key);
    if (!text) return failed(text.error());
    if (const auto noted = journal::note_export(*store); !noted) return failed(noted.error());
    if (options.out.empty()) {
        std::fputs(text->c_str(), stdout);
        return kGood;
    }
    const auto written = device::replace_file(options.out, *text);
    return written ? kGood : failed(written.error());
}

int verify_all(const Options& options) {
    std::optional<journal::PublicKey> trusted;
    if (!options.public_key.empty()) {
        const auto key = journal::Key::read_public(options.public_key, journal::KeyKind::Ed25519);
        if (!key) return failed(key.error(), kWrongFile);
        trusted = key->public_key();
    }
    std::vector<journal::Evidence> files;
    for (const std::string& file : options.files) files.push_back(read_file(file));
    const journal::Verdict verdict = journal::verify(files, trusted);
    for (const std::string& note : verdict.notes) say(stdout, note);
    for (const std::string& problem : verdict.problems) say(stderr, problem);
    say(verdict.good() ? stdout : stderr, verdict.good() ? "it holds" : "it does not hold");
    return verdict.good() ? kGood : kWrongFile;
}

int make_key(const Options& options) {
    const auto key = journal::Key::make(journal::KeyKind::Ed25519);
    if (!key) return failed(key.error());
    std::error_code error;
    std::filesystem::create_directories(options.key_file().parent_path(), error);
    if (const auto written = key->write_private(options.key_file()); !written) return failed(written.error());
    if (!options.public_key.empty()) {
        if (const auto written = key->write_public(options.public_key); !written) return failed(written.error());
    }
    say(stdout, options.key_file().string() + ": made; its public half begins with " +
                    journal::hex(key->public_key()).substr(0, 16));
    return kGood;
}

}  // namespace

void add_journal_commands(CLI::App& app, int& code) {
    auto options = std::make_shared<Options>();
    CLI::App* journal = app.add_subcommand("journal", "Show, export and verify the kiosk's journal");
    journal->require_subcommand(1);
    const auto add_state = [&options](CLI::App* command) {
        command->add_option("--state-dir", options->state, "the folder of the device store")->type_name("DIR");
    };
    CLI::App* shown = journal->add_subcommand("show", "Print the journal, or an export of it, in words");
    add_state(shown);
    shown->add_option("FILE", options->files, "an export; none: this kiosk's own journal")->expected(0, 1);
    shown->callback([options, &code] { code = show(*options); });

    CLI::App* exported = journal->add_subcommand("export", "Write the whole journal, signed");
    add_state(exported);
    exported->add_option("--key", options->key, "the kiosk's key; without it journal.key beside the store")
        ->type_name("FILE");
    exported->add_option("--out", options->out, "the file to write; without it the text is printed")->type_name("FILE");
    exported->callback([options, &code] { code = export_all(*options); });

    CLI::App* verified = journal->add_subcommand("verify", "Check exports by themselves and against each other");
    verified->add_option("FILE", options->files, "exports, in any order")->required();
    verified->add_option("--key", options->public_key, "the public key that must have signed them")->type_name("FILE");
    verified->callback([options, &code] { code = verify_all(*options); });

    CLI::App* key = journal->add_subcommand("key", "Make the key that signs exports; an old one is never overwritten");
    add_state(key);
    key->add_option("--key", options->key, "where to put it; without it journal.key beside the store")
        ->type_name("FILE");
    key->add_option("--public", options->public_key, "where to put its public half")->type_name("FILE");
    key->callback([options, &code] { code = make_key(*options); });
}

}  // namespace vestibule::ctl
