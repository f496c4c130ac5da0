// moves - moves as words and back.
#include "tests/simulation/moves.hpp"

#include <charconv>

namespace vestibule::simulation {

namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(MoveKind::Count)> kNames{
    "begin",  "press", "late", "twice", "type", "rub",  "clear", "answer", "line", "wait", "frame",
    "camera", "eyes",  "read", "clock", "word", "disk", "touch", "stop",   "wipe", "crash"};

bool read_numbers(std::string_view text, Move& move) {
    for (std::uint16_t& number : move.n) {
        const char* end = text.data() + text.size();
        const auto [next, error] = std::from_chars(text.data(), end, number);
        if (error != std::errc{}) return false;
        if (next == end) return true;
        if (*next != '.') return false;
        text = {next + 1, static_cast<std::size_t>(end - next - 1)};
    }
    return false;
}

std::optional<Move> read_move(std::string_view word) {
    Move move;
    const std::size_t colon = word.find(':');
    const std::string_view kind = word.substr(0, colon);
    std::size_t at = 0;
    while (at < kNames.size() && kNames[at] != kind) ++at;
    if (at == kNames.size()) return std::nullopt;
    move.kind = static_cast<MoveKind>(at);
    if (colon != std::string_view::npos && !read_numbers(word.substr(colon + 1), move)) return std::nullopt;
    return move;
}

}  // namespace

std::string_view name(MoveKind kind) {
    return kNames[static_cast<std::size_t>(kind)];
}

std::string text_of(const Move& move) {
    std::string text(name(move.kind));
    std::size_t count = move.n.size();
    while (count > 0 && move.n[count - 1] == 0) --count;
    for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? ":" : ".") + std::to_string(move.n[i]);
    return text;
}

std::string text_of(const Moves& moves) {
    std::string text;
    for (const Move& move : moves) text += (text.empty() ? "" : " ") + text_of(move);
    return text;
}

std::optional<Moves> read_moves(std::string_view text) {
    Moves moves;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0) {
            const auto move = read_move(text.substr(0, end));
            if (!move) return std::nullopt;
            moves.push_back(*move);
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return moves;
}

}  // namespace vestibule::simulation
