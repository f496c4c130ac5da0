// verify - one export: signature, chain, count, catalog; several: each must hold what the one before it reached.
#include "kiosk/device/journal/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace vestibule::journal {

namespace {

using Named = const Evidence*;

/// The first thing that is wrong with the entries of one export; empty when they hold.
std::string broken_chain(const Export& read) {
    Hash before = genesis(read.store);
    std::int64_t expected = 1;
    for (const Entry& entry : read.entries) {
        if (entry.seq != expected) {
            return fmt::format("entry {} stands where entry {} belongs: entries are missing or reordered", entry.seq,
                               expected);
        }
        if (entry.hash != hash_of(before, entry))
            return fmt::format("entry {} was altered, or one before it", entry.seq);
        if (event_info(entry.event) == nullptr) {
            return fmt::format("entry {}: event {} is not in this program's catalog; use a newer one", entry.seq,
                               entry.event);
        }
        if (!in_catalog(entry)) return fmt::format("entry {} is not as the catalog allows", entry.seq);
        before = entry.hash;
        ++expected;
    }
    if (read.reach.count != expected - 1) {
        return fmt::format("it says that it has {} entries and has {}: it was truncated", read.reach.count,
                           expected - 1);
    }
    if (read.reach.count > 0 && read.reach.head != before) return "its head is not its last entry's hash";
    return {};
}

/// Whether `later` holds, at the place that `reach` names, what `reach` says.
bool holds(const Export& later, const Reach& reach) {
    if (reach.count < 1 || reach.count > static_cast<std::int64_t>(later.entries.size())) return false;
    return later.entries[static_cast<std::size_t>(reach.count - 1)].hash == reach.head;
}

void judge_alone(const Evidence& file, const std::optional<PublicKey>& trusted, Verdict& verdict) {
    const Export& read = *file.content;
    const auto problem = [&](std::string_view what) {
        verdict.problems.push_back(file.file + ": " + std::string(what));
    };
    if (trusted && read.key != *trusted) problem("it was signed with another key than the one that is trusted");
    if (!signature_holds(read.key, read.signed_text, read.signature))
        problem("the signature does not hold: it was altered");
    if (const std::string broken = broken_chain(read); !broken.empty()) problem(broken);
    if (read.previous && !holds(read, *read.previous)) {
        problem(fmt::format("it does not hold the {} entries of the export before it: the journal was rewritten",
                            read.previous->count));
    }
}

/// The exports of one journal, the shortest first.
void judge_journal(std::vector<Named>& files, Verdict& verdict) {
    std::sort(files.begin(), files.end(),
              [](Named a, Named b) { return a->content->reach.count < b->content->reach.count; });
    for (std::size_t i = 1; i < files.size(); ++i) {
        const Export& earlier = *files[i - 1]->content;
        const Export& later = *files[i]->content;
        if (!holds(later, earlier.reach) && later.reach != earlier.reach) {
            verdict.problems.push_back(
                fmt::format("{}: it does not hold the {} entries of {}: entries are missing or altered", files[i]->file,
                            earlier.reach.count, files[i - 1]->file));
        }
        // The longer one was made without knowing of the shorter: so the shorter came later, from a journal that was
        // cut.
        const bool copies = later.reach == earlier.reach;
        if (!copies && (!later.previous || later.previous->count < earlier.reach.count)) {
            verdict.problems.push_back(fmt::format("{} was made after {} and yet reaches less far: the journal was cut",
                                                   files[i - 1]->file, files[i]->file));
        }
    }
    const Export& last = *files.back()->content;
    const bool known = !last.previous || std::any_of(files.begin(), files.end(), [&last](Named file) {
        return file->content->reach == *last.previous;
    });
    if (!known) {
        verdict.notes.push_back(fmt::format("{}: the export before it, of {} entries, is not here", files.back()->file,
                                            last.previous->count));
    }
    const std::int64_t anchored = files.size() > 1 ? files[files.size() - 2]->content->reach.count : 0;
    verdict.notes.push_back(
        fmt::format("journal {}: {} entries in a chain, {} of them anchored by an earlier export; "
                    "tail unanchored: whether entries were cut off after entry {} a later export will show",
                    last.store.substr(0, 8), last.reach.count, anchored, last.reach.count));
}

/// A journal that begins anew says why; one that claims to be the first beside an older one hides something.
void judge_beginnings(const std::map<std::string, std::vector<Named>>& journals, Verdict& verdict) {
    std::int64_t oldest = kHourMax + 1;
    for (const auto& [store, files] : journals) {
        if (!files[0]->content->entries.empty()) oldest = std::min(oldest, files[0]->content->entries[0].hour);
    }
    for (const auto& [store, files] : journals) {
        const Export& read = *files[0]->content;
        const bool starts = !read.entries.empty() && read.entries[0].event == static_cast<int>(Event::StoreStarted) &&
                            read.entries[0].fields.size() == 1;
        if (!starts) {
            verdict.problems.push_back(files[0]->file + ": its first entry does not say that a journal begins");
            continue;
        }
        const auto reason = static_cast<StoreReason>(read.entries[0].fields[0]);
        if (reason == StoreReason::Broken)
            verdict.notes.push_back(files[0]->file + ": begun because the one before it was broken");
        if (reason == StoreReason::First && read.entries[0].hour > oldest) {
            verdict.problems.push_back(files[0]->file + ": it claims to be the first, but an older journal is here");
        }
    }
}

}  // namespace

Verdict verify(const std::vector<Evidence>& files, const std::optional<PublicKey>& trusted) {
    Verdict verdict;
    std::map<std::string, std::vector<Named>> journals;
    std::optional<PublicKey> key = trusted;
    for (const Evidence& file : files) {
        if (!file.content) {
            verdict.problems.push_back(file.file + ": " + file.content.error().context);
            continue;
        }
        if (!key) key = file.content->key;
        judge_alone(file, key, verdict);
        journals[file.content->store].push_back(&file);
    }
    if (!verdict.good()) return verdict;  // what does not hold by itself anchors nothing
    for (auto& [store, exports] : journals) judge_journal(exports, verdict);
    judge_beginnings(journals, verdict);
    if (!trusted && key) {
        verdict.notes.push_back("signed with the key " + hex(*key).substr(0, 16) + "...: compare it with this kiosk's");
    }
    return verdict;
}

}  // namespace vestibule::journal
