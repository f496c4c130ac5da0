// sqlite - the border to SQLite: its codes become errors here.
#include "kiosk/device/journal/sqlite.hpp"

#include <sqlite3.h>

namespace vestibule::journal {

namespace {

/// SQLite's own sentence for a code; never the statement, whose values are nobody's business.
Error failure(sqlite3* database) {
    const int code = database != nullptr ? sqlite3_extended_errcode(database) : SQLITE_NOMEM;
    // A file with an impossible head is a plain SQLITE_ERROR; this program's own statements give no other reason for
    // one.
    const int kind = code & 0xFF;
    const bool broken = kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB || kind == SQLITE_ERROR;
    return {broken ? ErrorCode::StoreBroken : ErrorCode::StoreFailed,
            "SQLite " + std::to_string(code) + ": " + sqlite3_errstr(code)};
}

}  // namespace

void Statement::End::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

Statement& Statement::bind(int at, std::int64_t value) {
    sqlite3_bind_int64(statement_.get(), at, value);
    return *this;
}

Statement& Statement::bind(int at, std::span<const std::uint8_t> bytes) {
    sqlite3_bind_blob64(statement_.get(), at, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
    return *this;
}

Result<bool> Statement::step() {
    if (failure_) return *failure_;
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return failure(sqlite3_db_handle(statement_.get()));
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}

std::vector<std::uint8_t> Statement::bytes(int column) const {
    const auto* first = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_.get(), column));
    const int size = sqlite3_column_bytes(statement_.get(), column);
    return first == nullptr ? std::vector<std::uint8_t>() : std::vector<std::uint8_t>(first, first + size);
}

void Database::End::operator()(sqlite3* database) const {
    sqlite3_close_v2(database);
}

Result<Database> Database::open(const std::string& file, const char* vfs) {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs);
    Database database;
    database.database_.reset(opened);
    if (code != SQLITE_OK) return failure(opened);
    sqlite3_extended_result_codes(opened, 1);
    // What stands in the file cannot make this program do anything beyond its own statements.
    sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    return database;
}

Result<void> Database::run(const std::string& sql) {
    if (sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return failure(database_.get());
    return {};
}

Statement Database::prepare(std::string_view sql) {
    Statement statement;
    sqlite3_stmt* prepared = nullptr;
    const int code = sqlite3_prepare_v2(database_.get(), sql.data(), static_cast<int>(sql.size()), &prepared, nullptr);
    if (code != SQLITE_OK) statement.failure_ = failure(database_.get());
    statement.statement_.reset(prepared);
    return statement;
}

Result<std::int64_t> Database::number(std::string_view sql) {
    Statement statement = prepare(sql);
    auto row = statement.step();
    if (!row) return std::move(row).error();
    if (!*row) return Error{ErrorCode::StoreFailed, "no row where one was expected"};
    return statement.integer(0);
}

std::int64_t Database::changes() const {
    return sqlite3_changes64(database_.get());
}

}  // namespace vestibule::journal
