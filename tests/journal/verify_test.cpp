// verify_test - every alteration of an export is found, and an honest one holds.
#include <gmock/gmock.h>

#include "kiosk/device/journal/verify.hpp"
#include "tests/device/place.hpp"

namespace vestibule::journal {
namespace {

using device::testing::Place;
using ::testing::HasSubstr;

class Exports : public ::testing::Test {
protected:
    Store open(const std::string& name = "state") {
        auto store = Store::open(place_ / name, clock_);
        EXPECT_TRUE(store.ok());
        return std::move(store).value();
    }
    void write(int count, const std::string& name = "state") {
        Store store = open(name);
        for (int i = 0; i < count; ++i) {
            ASSERT_TRUE(store.transaction([&] { return store.append(Say::out_of_service(i + 1)); }).ok());
        }
    }
    std::string exported(const std::string& name = "state") {
        Store store = open(name);
        auto text = make_export(store, key_);
        EXPECT_TRUE(text.ok());
        EXPECT_TRUE(note_export(store).ok());
        return *text;
    }
    static Verdict judge(const std::vector<std::string>& texts, std::optional<PublicKey> trusted = {}) {
        std::vector<Evidence> files;
        for (const std::string& text : texts)
            files.push_back({"file" + std::to_string(files.size()), read_export(text)});
        return verify(files, trusted);
    }
    static std::string first_problem(const Verdict& verdict) {
        return verdict.problems.empty() ? "none was found" : verdict.problems[0];
    }
    /// Signs a text anew, as somebody with the key could: what then still shows is the chain's doing.
    std::string signed_again(std::string text) const {
        text.resize(text.rfind("signature "));
        return text + "signature " + hex(*key_.sign(text)) + "\n";
    }
    /// Takes the database away from its triggers, as somebody with the disk could.
    void cut(std::int64_t after, bool exports_too) {
        Store store = open();
        ASSERT_TRUE(store.database()
                        .run("DROP TRIGGER entries_kept; DROP TRIGGER exports_kept; DELETE FROM entries WHERE seq > " +
                             std::to_string(after))
                        .ok());
        if (exports_too) {
            ASSERT_TRUE(store.database().run("DELETE FROM exports").ok());
        }
    }
    Place place_;
    drivers::SimulatedClock clock_;
    Key key_ = std::move(Key::make(KeyKind::Ed25519)).value();
};

TEST_F(Exports, HoldAndSayThatTheTailIsUnanchored) {
    write(5);
    const Verdict verdict = judge({exported()}, key_.public_key());
    EXPECT_TRUE(verdict.good()) << verdict.problems[0];
    ASSERT_EQ(verdict.notes.size(), 1U);
    EXPECT_THAT(verdict.notes[0], HasSubstr("6 entries in a chain, 0 of them anchored"));
    EXPECT_THAT(verdict.notes[0], HasSubstr("tail unanchored"));
}

TEST_F(Exports, AnchorEachOtherInAnyOrder) {
    write(3);
    const std::string first = exported();
    write(3);
    const std::string second = exported();
    for (const auto& files :
         {std::vector{first, second}, std::vector{second, first}, std::vector{second, first, first}}) {
        const Verdict verdict = judge(files);
        EXPECT_TRUE(verdict.good()) << verdict.problems[0];
        EXPECT_THAT(verdict.notes[0], HasSubstr("8 entries in a chain"));
    }
    EXPECT_THAT(judge({second}).notes[0], HasSubstr("the export before it, of 4 entries, is not here"));
}

TEST_F(Exports, ShowEveryChangedByte) {
    write(4);
    const std::string text = exported();
    ASSERT_TRUE(judge({text}).good());
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string altered = text;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        ASSERT_FALSE(judge({altered}).good()) << "byte " << i;
    }
}

TEST_F(Exports, ShowEveryTruncation) {
    write(4);
    const std::string text = exported();
    for (std::size_t size = 0; size < text.size(); ++size) ASSERT_FALSE(judge({text.substr(0, size)}).good()) << size;
    EXPECT_FALSE(judge({text + "\n"}).good());
}

TEST_F(Exports, ShowWhatAKeyHolderDidToTheEntries) {
    write(4);
    const std::string text = exported();
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        lines.push_back(text.substr(at, end - at + 1));
        at = end + 1;
    }
    const auto joined = [this](std::vector<std::string> all) {
        std::string out;
        for (const std::string& line : all) out += line;
        return signed_again(out);
    };
    constexpr std::size_t kFirst = 6;
    EXPECT_TRUE(judge({joined(lines)}).good());
    auto missing = lines;
    missing.erase(missing.begin() + kFirst + 1);
    EXPECT_THAT(first_problem(judge({joined(missing)})), HasSubstr("missing or reordered"));
    auto reordered = lines;
    std::swap(reordered[kFirst + 1], reordered[kFirst + 2]);
    EXPECT_THAT(first_problem(judge({joined(reordered)})), HasSubstr("missing or reordered"));
    auto cut = lines;
    cut.erase(cut.end() - 2);
    EXPECT_THAT(first_problem(judge({joined(cut)})), HasSubstr("truncated"));
    auto altered = lines;
    const std::size_t field = altered[kFirst + 1].rfind(' ') - 1;
    altered[kFirst + 1][field] = '9';
    EXPECT_THAT(first_problem(judge({joined(altered)})), HasSubstr("entry 2 was altered"));
}

TEST_F(Exports, ShowAJournalThatWasCutBetweenThem) {
    write(5);
    const std::string first = exported();
    cut(3, false);
    const std::string second = exported();
    EXPECT_FALSE(judge({second}).good()) << "the store still knew of the export before";
    EXPECT_FALSE(judge({first, second}).good());
}

TEST_F(Exports, ShowACutEvenWhenTheStoreForgotTheExport) {
    write(5);
    const std::string first = exported();
    cut(3, true);
    const std::string second = exported();
    EXPECT_TRUE(judge({second}).good()) << "alone it cannot know; it says that its tail is unanchored";
    EXPECT_THAT(first_problem(judge({first, second})), HasSubstr("the journal was cut"));
    // Filled up again with other entries, it is as long as before and yet another.
    write(9);
    EXPECT_THAT(first_problem(judge({first, exported()})), HasSubstr("missing or altered"));
}

TEST_F(Exports, ShowAJournalThatWasReplaced) {
    write(2);
    const std::string first = exported();
    std::filesystem::rename(place_ / "state", place_ / "gone");
    clock_.advance(std::chrono::hours(5));
    write(2);
    EXPECT_THAT(first_problem(judge({first, exported()})), HasSubstr("claims to be the first"));
}

TEST_F(Exports, AreTrustedOnlyWithTheirKey) {
    write(1);
    const std::string text = exported();
    const auto other = Key::make(KeyKind::Ed25519);
    EXPECT_THAT(first_problem(judge({text}, other->public_key())), HasSubstr("another key"));
    EXPECT_TRUE(judge({text}, key_.public_key()).good());
}

TEST_F(Exports, OutsideTheCatalogDoNotHold) {
    Entry entry;
    entry.seq = 1;
    entry.event = 999;
    const std::string id(32, 'a');
    entry.hash = hash_of(genesis(id), entry);
    const std::string text = "vestibule-journal-export 1\nstore " + id + "\nkey " + hex(key_.public_key()) +
                             "\nhour 5\nhead 1 " + hex(entry.hash) + "\nprevious none\nentry " + canonical(entry) +
                             " " + hex(entry.hash) + "\nsignature \n";
    EXPECT_THAT(first_problem(judge({signed_again(text)})), HasSubstr("not in this program's catalog"));
}

TEST_F(Exports, KeysAreFilesForTheirOwnerAndNeverOverwritten) {
    ASSERT_TRUE(key_.write_private(place_ / "key").ok());
    EXPECT_EQ(std::filesystem::status(place_ / "key").permissions(), std::filesystem::perms(0600));
    EXPECT_FALSE(key_.write_private(place_ / "key").ok());
    const auto read = Key::read_private(place_ / "key", KeyKind::Ed25519);
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read->public_key(), key_.public_key());
    EXPECT_FALSE(Key::read_private(place_ / "key", KeyKind::X25519).ok());
    EXPECT_EQ(Key::read_private(place_ / "none", KeyKind::Ed25519).error().code, ErrorCode::FileUnreadable);
}

}  // namespace
}  // namespace vestibule::journal
