// SPDX-License-Identifier: Apache-2.0
#include "tain/commands/transfer.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "tain/cli/command_error.hpp"
#include "tain/commands/pending_file.hpp"
#include "tain/commands/resource_file.hpp"
#include "tain/commands/table.hpp"
#include "tain/error.hpp"
#include "tain/service/service.hpp"

namespace tain::commands {
namespace {

using service::Json;

std::string text_of(const std::string& file) {
    std::ostringstream text;
    if (file == "-") {
        text << std::cin.rdbuf();
        return text.str();
    }
    std::ifstream stream(file, std::ios::binary);
    if (!stream || std::filesystem::is_directory(file))
        throw Error("InputUnreadable", file, "", file + ": it can't be read");
    if (stream.peek() != std::ifstream::traits_type::eof()) text << stream.rdbuf();
    return text.str();
}

void add_rows(Table& table, const char* done, const Json& objects) {
    for (const Json& object : objects)
        table.add({done, object.value("ResourceType", ""), object.value("ResourceId", ""),
                   object.value("Name", "")});
}

std::string report_text(const Json& report, bool dry_run) {
    Table table({dry_run ? "would be" : "", "type", "id", "name"});
    add_rows(table, "created", report.at("Created"));
    add_rows(table, "updated", report.at("Updated"));
    add_rows(table, "deleted", report.at("Deleted"));
    return table.empty() ? "All is as the file says already; nothing was changed.\n" : table.text();
}

}  // namespace

void Import::describe(CLI::App& program) {
    app_ = program.add_subcommand(
        "import", "Make targets, filters and sessions as a YAML file says, all at once or not at all");
    app_->group("Inventory and resources")->fallthrough();
    app_->footer(
        "Objects are found by their id or by their tag Name; what the file does not name stays as it is, "
        "unless\n"
        "--replace is given. `tain export` shows the form.\n\n"
        "Options of every command (--state, --inventory): see tain --help");
    app_->add_option("FILE", file_, "The file; - for standard input")->type_name("")->required();
    app_->add_flag("--replace", replace_, "Delete targets, filters and sessions that the file does not name");
    app_->add_flag("--dry-run", dry_run_, "Only say what would change");
    app_->add_option("--output", output_, "text (default) or json")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"text", "json"}));
}

int Import::run(const Context& context) {
    const ResourceFile file(text_of(file_), file_ == "-" ? "standard input" : file_);
    const auto host = context.open_host();
    Json report;
    try {
        report = host->import_resources(file.document(), {.replace = replace_, .dry_run = dry_run_});
    } catch (const Error& error) {
        throw cli::CommandError(file.located(error.what()), cli::exit_service);
    }
    context.out << (output_ == "json" ? report.dump(4) + "\n" : report_text(report, dry_run_)) << std::flush;
    return cli::exit_success;
}

void Export::describe(CLI::App& program) {
    app_ = program.add_subcommand("export",
                                  "Write all targets, filters and sessions as YAML, for `tain import`");
    app_->group("Inventory and resources")->fallthrough();
    app_->footer("Options of every command (--state, --inventory): see tain --help");
    app_->add_option("--output-file", file_, "Where it goes; - for standard output (default)")
        ->type_name("FILE");
}

int Export::run(const Context& context) {
    const std::string text = resource_text(context.open_host()->export_resources());
    if (file_ != "-") {
        PendingFile(file_).complete(text);
        return cli::exit_success;
    }
    context.out << text << std::flush;
    if (!context.out)
        throw Error("OutputFailed", "standard output", "", "it can't be written to standard output");
    return cli::exit_success;
}

}  // namespace tain::commands
