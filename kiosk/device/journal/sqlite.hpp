// sqlite - one connection and its statements, as values that end themselves.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/privacy/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace vestibule::journal {

/// One prepared statement. Values are bound by position, from 1. All errors here are StoreFailed, or StoreBroken when
/// the file is no database any more.
class Statement {
public:
    Statement& bind(int at, std::int64_t value);
    Statement& bind(int at, std::span<const std::uint8_t> bytes);
    /// True: there is a row.
    Result<bool> step();
    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::vector<std::uint8_t> bytes(int column) const;

private:
    friend class Database;
    struct End {
        void operator()(sqlite3_stmt* statement) const;
    };
    std::unique_ptr<sqlite3_stmt, End> statement_;
    std::optional<Error> failure_;  // why it could not be prepared; told by step()
};

class Database {
public:
    /// `vfs` names the file system that SQLite uses; null: its own.
    static Result<Database> open(const std::string& file, const char* vfs);

    Result<void> run(const std::string& sql);
    [[nodiscard]] Statement prepare(std::string_view sql);
    /// The one number that `sql` asks for.
    Result<std::int64_t> number(std::string_view sql);
    [[nodiscard]] std::int64_t changes() const;

private:
    struct End {
        void operator()(sqlite3* database) const;
    };
    std::unique_ptr<sqlite3, End> database_;
};

}  // namespace vestibule::journal
