// keeping - one row a ladder.
#include "kiosk/device/ladder/keeping.hpp"

namespace vestibule::device {

namespace {

static_assert(static_cast<int>(journal::Rung::OutOfService) == static_cast<int>(Rung::OutOfService));
static_assert(static_cast<int>(journal::Ladder::Touch) == static_cast<int>(LadderId::Touch));

constexpr std::int64_t kBottom = -1;

/// A store of an older program has no such table yet.
Result<void> make_table(journal::Store& store) {
    return store.database().run(
        "CREATE TABLE IF NOT EXISTS ladders (id INTEGER PRIMARY KEY, rung INTEGER NOT NULL, tries INTEGER NOT NULL, "
        "code INTEGER NOT NULL, bus INTEGER NOT NULL, port INTEGER NOT NULL) STRICT");
}

}  // namespace

Result<Standings> read_standings(journal::Store& store) {
    if (auto made = make_table(store); !made) return made.error();
    Standings standings;
    journal::Statement rows = store.database().prepare("SELECT id, rung, tries, code, bus, port FROM ladders");
    while (true) {
        auto row = rows.step();
        if (!row) return std::move(row).error();
        if (!*row) return standings;
        const std::int64_t id = rows.integer(0), rung = rows.integer(1);
        if (id < 0 || id >= static_cast<std::int64_t>(LadderId::Count)) continue;
        Standing standing{.port = port_named({rows.integer(4), rows.integer(5)})};
        if (rung >= 0 && rung < static_cast<std::int64_t>(Rung::Count)) {
            standing.rung = static_cast<Rung>(rung);
            standing.tries = static_cast<int>(rows.integer(2));
            standing.code = static_cast<ErrorCode>(rows.integer(3));
        }
        standings[static_cast<std::size_t>(id)] = standing;
    }
}

Result<void> keep_standing(journal::Store& store, LadderId ladder, const Standing& standing) {
    const auto before = read_standings(store);
    if (!before) return before.error();
    const auto& was = (*before)[static_cast<std::size_t>(ladder)];
    const PortNumbers at = numbers_of(standing.port);
    journal::Statement insert = store.database().prepare(
        "INSERT OR REPLACE INTO ladders (id, rung, tries, code, bus, port) VALUES (?, ?, ?, ?, ?, ?)");
    insert.bind(1, static_cast<std::int64_t>(ladder))
        .bind(2, standing.rung ? static_cast<std::int64_t>(*standing.rung) : kBottom);
    insert.bind(3, standing.tries).bind(4, static_cast<std::int64_t>(standing.code)).bind(5, at.bus).bind(6, at.port);
    if (auto row = insert.step(); !row) return std::move(row).error();
    const auto name = static_cast<journal::Ladder>(ladder);
    if (standing.rung) {
        return store.append(journal::Say::ladder_climbed(name, static_cast<journal::Rung>(*standing.rung),
                                                         standing.code, at.bus, at.port));
    }
    if (was && was->rung) return store.append(journal::Say::ladder_left(name));
    return {};
}

}  // namespace vestibule::device
