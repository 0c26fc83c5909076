// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/dialogs/newcomicdialog.h"

#include "core/document/layout/pagesizes.h"
#include "core/document/layout/pagetemplates.h"
#include "core/document/model/units.h"
#include "core/document/render/pagearea.h"
#include "ui/page/dialogs/pagepreview.h"
#include "ui/page/inspector/text/languages.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <optional>

namespace koma {
namespace {

const QString kSizeKey = QStringLiteral("newComic/size");
const QString kLandscapeKey = QStringLiteral("newComic/landscape");
const QString kDirectionKey = QStringLiteral("newComic/direction");
const QString kFacingKey = QStringLiteral("newComic/facingPages");
const QString kLanguageKey = QStringLiteral("newComic/language");
const QString kCreatorKey = QStringLiteral("newComic/creator");
const QString kTemplateKey = QStringLiteral("newComic/template");
constexpr int kMostPages = 1000;
constexpr int kUsualPages = 4;

/// A line in the list that names a group and cannot be chosen.
void addHeading(QComboBox &box, const QString &text)
{
    box.addItem(text);
    if (auto *model = qobject_cast<QStandardItemModel *>(box.model()))
        model->item(box.count() - 1)->setEnabled(false);
}

void choose(QComboBox &box, const QVariant &value)
{
    const int index = value.isValid() ? box.findData(value) : -1;
    if (index >= 0)
        box.setCurrentIndex(index);
}

} // namespace

NewComicDialog::NewComicDialog(QSettings &settings, QWidget *parent)
    : QDialog(parent),
      m_settings(settings),
      m_title(new QLineEdit(this)),
      m_creator(new QLineEdit(this)),
      m_language(new QComboBox(this)),
      m_size(new QComboBox(this)),
      m_orientation(new QComboBox(this)),
      m_direction(new QComboBox(this)),
      m_facing(new QCheckBox(tr("&Facing pages"), this)),
      m_pages(new QSpinBox(this)),
      m_template(new QComboBox(this)),
      m_preview(new PagePreview(this)),
      m_facts(new QLabel(this)),
      m_warning(new QLabel(this)),
      m_create(new QPushButton(tr("Create"), this))
{
    setWindowTitle(tr("New Comic"));
    makeControls();
    restore();
    layOut();
    connect(m_size, &QComboBox::activated, this, &NewComicDialog::takeSize);
    for (QComboBox *box : {m_size, m_orientation, m_direction, m_template})
        connect(box, &QComboBox::currentIndexChanged, this, &NewComicDialog::updateState);
    connect(m_create, &QPushButton::clicked, this, &NewComicDialog::accept);
    updateState();
    m_title->setFocus();
}

void NewComicDialog::makeControls()
{
    m_title->setPlaceholderText(tr("Untitled"));
    fillLanguages(*m_language, tr("Not said"));
    const QLocale locale;
    for (const PageSize &size : pageSizes()) {
        m_size->addItem(tr("%1 (%2 × %3 mm)")
                            .arg(pageSizeName(size), locale.toString(size.widthMm, 'f', 0),
                                 locale.toString(size.heightMm, 'f', 0)),
                        QString::fromLatin1(size.id));
    }
    m_orientation->addItem(tr("As the size is"), false);
    m_orientation->addItem(tr("Landscape"), true);
    m_direction->addItem(tr("Left to right"), static_cast<int>(ReadingDirection::LeftToRight));
    m_direction->addItem(tr("Right to left (manga)"),
                         static_cast<int>(ReadingDirection::RightToLeft));
    m_direction->addItem(tr("Top to bottom (webtoon)"),
                         static_cast<int>(ReadingDirection::TopToBottom));
    m_facing->setChecked(true);
    m_facing->setToolTip(tr("The first page stands alone, the others face each other."));
    m_pages->setRange(1, kMostPages);
    m_pages->setValue(kUsualPages);
    m_pages->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_template->addItem(tr("Empty pages"), QString());
    std::optional<TemplateGroup> group;
    for (const PageTemplate &each : pageTemplates()) {
        if (group != each.group)
            addHeading(*m_template, templateGroupName(each.group));
        group = each.group;
        m_template->addItem(QStringLiteral("    ") + templateName(each),
                            QString::fromLatin1(each.id));
    }
    m_facts->setObjectName(QStringLiteral("mutedText"));
    m_warning->setObjectName(QStringLiteral("warningText"));
    for (QLabel *label : {m_facts, m_warning})
        label->setWordWrap(true);
    m_facts->setAlignment(Qt::AlignHCenter);
    m_create->setObjectName(QStringLiteral("primaryButton"));
    m_create->setDefault(true);
}

QFormLayout *NewComicDialog::makeForm()
{
    auto *form = new QFormLayout;
    form->setVerticalSpacing(10);
    form->setHorizontalSpacing(14);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const auto add = [&](const QString &label, QWidget *field) {
        form->addRow(label, field);
        field->setAccessibleName(QString(label).remove(QLatin1Char('&')));
    };
    add(tr("T&itle"), m_title);
    add(tr("&Creator"), m_creator);
    add(tr("&Language"), m_language);
    add(tr("&Size"), m_size);
    add(tr("&Orientation"), m_orientation);
    add(tr("&Reading"), m_direction);
    form->addRow(QString(), m_facing);
    add(tr("&Pages"), m_pages);
    add(tr("&Template"), m_template);
    return form;
}

void NewComicDialog::layOut()
{
    auto *side = new QVBoxLayout;
    side->addWidget(m_preview, 1);
    side->addWidget(m_facts);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(24);
    middle->addLayout(makeForm(), 1);
    middle->addLayout(side);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Cancel)->setIcon({});
    buttons->addButton(m_create, QDialogButtonBox::ActionRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(22, 20, 22, 18);
    layout->setSpacing(14);
    layout->addLayout(middle, 1);
    layout->addWidget(m_warning);
    layout->addWidget(buttons);
    setMinimumWidth(640);
}

void NewComicDialog::restore()
{
    choose(*m_size, m_settings.value(kSizeKey));
    m_orientation->setCurrentIndex(m_settings.value(kLandscapeKey, false).toBool() ? 1 : 0);
    choose(*m_direction, m_settings.value(kDirectionKey));
    m_facing->setChecked(m_settings.value(kFacingKey, true).toBool());
    choose(*m_language, m_settings.value(kLanguageKey));
    m_creator->setText(m_settings.value(kCreatorKey).toString());
    choose(*m_template, m_settings.value(kTemplateKey, QStringLiteral("grid-2x2")));
}

/// Formats that are read in one way bring their direction along.
void NewComicDialog::takeSize()
{
    const QString id = m_size->currentData().toString();
    if (id == QStringLiteral("webtoon")) {
        choose(*m_direction, static_cast<int>(ReadingDirection::TopToBottom));
        m_facing->setChecked(false);
    } else if (id.contains(QStringLiteral("manga")) || id.contains(QStringLiteral("tankobon"))) {
        choose(*m_direction, static_cast<int>(ReadingDirection::RightToLeft));
        m_facing->setChecked(true);
    }
}

NewComicOptions NewComicDialog::options() const
{
    NewComicOptions options;
    options.title = m_title->text().trimmed();
    options.creator = m_creator->text().trimmed();
    options.language = m_language->currentData().toString();
    options.sizeId = m_size->currentData().toString();
    options.isLandscape = m_orientation->currentData().toBool();
    options.templateId = m_template->currentData().toString();
    options.pages = m_pages->value();
    options.direction = static_cast<ReadingDirection>(m_direction->currentData().toInt());
    options.hasFacingPages = m_facing->isChecked();
    return options;
}

void NewComicDialog::accept()
{
    if (!comic())
        return;
    const NewComicOptions chosen = options();
    m_settings.setValue(kSizeKey, chosen.sizeId);
    m_settings.setValue(kLandscapeKey, chosen.isLandscape);
    m_settings.setValue(kDirectionKey, static_cast<int>(chosen.direction));
    m_settings.setValue(kFacingKey, chosen.hasFacingPages);
    m_settings.setValue(kLanguageKey, chosen.language);
    m_settings.setValue(kCreatorKey, chosen.creator);
    m_settings.setValue(kTemplateKey, chosen.templateId);
    QDialog::accept();
}

void NewComicDialog::showFacts(const PageSetup &setup)
{
    const QLocale locale;
    const ImageSize pixels = areaSizePx(setup, PageArea::Trim, setup.dpi);
    m_facts->setText(tr("%1 × %2 mm, bleed %3 mm\n%4 × %5 px at %6 dpi")
                         .arg(locale.toString(mmFromPt(setup.widthPt), 'f', 1),
                              locale.toString(mmFromPt(setup.heightPt), 'f', 1),
                              locale.toString(mmFromPt(setup.bleedPt), 'f', 1))
                         .arg(pixels.widthPx)
                         .arg(pixels.heightPx)
                         .arg(setup.dpi));
}

void NewComicDialog::updateState()
{
    NewComicOptions onePage = options();
    onePage.pages = 1;
    const Result<Comic> made = makeComic(onePage);
    m_warning->setVisible(!made);
    m_create->setEnabled(made.has_value());
    if (!made) {
        m_warning->setText(tr("This template does not fit the page: its panels would be too small. "
                              "Take a larger page or another template."));
        m_preview->showPage({});
        m_facts->clear();
        return;
    }
    m_preview->showPage(made->pages.first());
    showFacts(made->settings.pageSetup);
}

} // namespace koma
