// toml - a settings file from a stick or an editor.
#include "kiosk/device/toml_reader.hpp"
#include "tests/fuzz/target.hpp"

std::vector<std::string> seeds() {
    return {"[facility]\nname = \"Northside\"\ndesk = \"left of the door\"\n[display]\ndiagonal_inch = 21.5\n",
            "a = 1\n[t]\nrange = [1, 2]\ncolor = \"#2E7D4F\"\nlist = [\"x\", \"y\"]\nflag = true\nurl = "
            "\"https://a.example/\"\n"};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vestibule;
    device::TomlReader reader(std::string_view(reinterpret_cast<const char*>(data), size), "fuzz.toml");
    device::TomlTable table = reader.root().table("t");
    std::string text;
    std::uint32_t color = 0;
    int low = 0, high = 0;
    double number = 0;
    bool flag = false;
    std::vector<std::string> list;
    table.range("range", low, high, 0, 10);
    table.color("color", color);
    table.texts("list", list);
    table.flag("flag", flag);
    table.https("url", text);
    reader.root().table("display").number("diagonal_inch", number, 7, 100);
    (void)reader.finish(ErrorCode::BadConfiguration).ok();
    return 0;
}
