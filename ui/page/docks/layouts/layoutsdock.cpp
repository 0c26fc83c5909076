// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/docks/layouts/layoutsdock.h"

#include "core/document/commands/panelcommands.h"
#include "ui/page/docks/layouts/templatepicker.h"

#include <QVBoxLayout>

namespace koma {
namespace {

TemplatePage templatePageOf(const Page &page, const DocumentSettings &settings)
{
    return {page.properties.setup, settings.gutters, settings.direction};
}

} // namespace

LayoutsDock::LayoutsDock(PageSelection &selection, QWidget *parent)
    : QWidget(parent), m_selection(selection), m_picker(new TemplatePicker(this))
{
    setObjectName(QStringLiteral("dockPage"));
    setAttribute(Qt::WA_StyledBackground);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_picker);
    connect(m_picker, &TemplatePicker::chosen, this, &LayoutsDock::apply);
    connect(&selection, &PageSelection::pageChanged, this, &LayoutsDock::showPage);
    connect(&selection.document(), &Document::changed, this, [this](const DocumentChange &change) {
        if (change.kind == DocumentChange::Kind::Settings ||
            change.kind == DocumentChange::Kind::PageChanged)
            showPage();
    });
    showPage();
}

void LayoutsDock::showPage()
{
    const Document &document = m_selection.document();
    const Page *page = document.page(m_selection.page());
    m_picker->setEnabled(page != nullptr);
    if (page != nullptr)
        m_picker->setPage(templatePageOf(*page, document.settings()));
}

void LayoutsDock::apply(const QString &templateId)
{
    Document &document = m_selection.document();
    const PageTemplate *pageTemplate = findPageTemplate(templateId);
    const Page *page = document.page(m_selection.page());
    if (pageTemplate == nullptr || page == nullptr)
        return;
    const TemplatePage &place = m_picker->templates().page();
    const auto panels = templatePanels(*pageTemplate, place.setup, place.gutters, place.direction);
    auto command = panels ? applyLayout(document, page->id, *panels)
                          : Result<std::unique_ptr<QUndoCommand>>(fail(panels.error()));
    if (command)
        document.undoStack().push(command->release());
    else
        Q_EMIT refused(QString::fromStdString(command.error().message));
}

} // namespace koma
