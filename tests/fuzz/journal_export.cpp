// journal_export - what somebody hands to `vestibulectl journal verify`.
#include <cstdlib>

#include "kiosk/device/journal/verify.hpp"
#include "tests/fuzz/target.hpp"

std::vector<std::string> seeds() {
    using namespace vestibule::journal;
    std::vector<std::string> all;
    const std::string id(32, 'a');
    const auto key = Key::make(KeyKind::Ed25519);
    for (const int count : {1, 3}) {
        Hash before = genesis(id);
        std::string entries;
        for (int seq = 1; seq <= count; ++seq) {
            Entry entry;
            entry.seq = seq;
            entry.hour = 498'000;
            entry.event = seq == 1 ? 1 : 2;
            if (seq == 1) entry.fields = {0};
            before = entry.hash = hash_of(before, entry);
            entries += "entry " + canonical(entry) + " " + hex(entry.hash) + "\n";
        }
        const std::string head = "vestibule-journal-export 1\nstore " + id + "\nkey " + hex(key->public_key()) +
                                 "\nhour 498000\nhead " + std::to_string(count) + " " + hex(before) +
                                 "\nprevious none\n";
        all.push_back(head + entries + "signature " + hex(*key->sign(head + entries)) + "\n");
    }
    return all;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vestibule::journal;
    const std::string text(reinterpret_cast<const char*>(data), size);
    auto read = read_export(text);
    std::vector<Evidence> files;
    files.push_back({"export", std::move(read)});
    const Verdict verdict = verify(files, std::nullopt);
    if (files[0].content.ok()) {
        for (const Entry& entry : files[0].content->entries) (void)in_words(entry);
    }
    // What holds is the one form of what it says: signed text and signature, byte for byte.
    if (verdict.good()) {
        const Export& whole = *files[0].content;
        if (whole.signed_text + "signature " + hex(whole.signature) + "\n" != text) std::abort();
    }
    return 0;
}
